using System.Text.Json.Serialization.Metadata;
using Coppice.Record.Json;

namespace Coppice.Record.Tests;

/// <summary>The types of the record, found by walking what the serialiser knows of them.</summary>
internal static class RecordTypes
{
    private static readonly List<JsonTypeInfo> All = Reached();

    /// <summary>Every object type, kinds of event included, from the record down.</summary>
    public static IReadOnlyList<JsonTypeInfo> Objects { get; } =
    [.. All.Where(t => t.Kind == JsonTypeInfoKind.Object && t.Type != typeof(Event))];

    /// <summary>Every enum.</summary>
    public static IReadOnlyList<Type> Enums { get; } = [.. All.Select(t => t.Type).Where(t => t.IsEnum)];

    /// <summary>The kinds of event by their word.</summary>
    public static IReadOnlyDictionary<string, JsonTypeInfo> Kinds { get; } =
        Info(typeof(Event))
            .PolymorphismOptions!.DerivedTypes.ToDictionary(
                t => (string)t.TypeDiscriminator!,
                t => Info(t.DerivedType),
                StringComparer.Ordinal
            );

    public static JsonTypeInfo Info(Type type) =>
        RecordJson.Strict.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static List<JsonTypeInfo> Reached()
    {
        var found = new List<JsonTypeInfo>();
        Reach(typeof(PersonRecord), found);
        return found;
    }

    private static void Reach(Type type, List<JsonTypeInfo> found)
    {
        var info = Info(type);
        if (found.Any(f => f.Type == info.Type))
        {
            return;
        }

        found.Add(info);
        Type[] next =
        [
            .. info.Properties.Select(p => p.PropertyType),
            .. info.PolymorphismOptions?.DerivedTypes.Select(t => t.DerivedType) ?? [],
            .. info.ElementType is { } element ? new[] { element } : [],
        ];
        foreach (var deeper in next)
        {
            Reach(deeper, found);
        }
    }
}
