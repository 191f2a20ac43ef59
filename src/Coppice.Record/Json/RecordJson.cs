using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Coppice.Record.Json;

/// <summary>Source-generated serialisation of the record: no reflection, so it also runs trimmed in a browser.</summary>
[JsonSerializable(typeof(PersonRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
public sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>Deepest nesting that a record is read to.</summary>
    public const int MaxDepth = 16;

    /// <summary>The options with which a record is read and written: strict in, tidy out.</summary>
    public static JsonSerializerOptions Strict { get; } = MakeOptions();

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            AllowDuplicateProperties = false,
            MaxDepth = MaxDepth,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = Default.WithAddedModifier(LeaveOutEmptyLists),
        };
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new IntConverter());
        options.Converters.Add(new BoolConverter());
        options.Converters.Add(new TextConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (
                !property.IsRequired
                && property.PropertyType != typeof(string)
                && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
            )
            {
                property.ShouldSerialize = static (_, value) => value is not ICollection { Count: 0 } and not null;
            }
        }
    }
}
