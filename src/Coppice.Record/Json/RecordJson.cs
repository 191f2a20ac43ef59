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
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata
)]
public sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>The options with which a record is read and written: strict in, tidy out.</summary>
    public static JsonSerializerOptions Strict => field ??= MakeOptions();

    /// <summary>What the serialiser knows of a type of the record; for a type that may be null, of the type itself.</summary>
    internal static JsonTypeInfo Info(Type type) => Strict.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = Default.WithAddedModifier(ForgetDerived).WithAddedModifier(LeaveOutEmpty),
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Values that are worked out from others are not fields: one in a document is refused, not passed over.</summary>
    private static void ForgetDerived(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Get: null, Set: null })
            {
                type.Properties.RemoveAt(i);
            }
        }
    }

    private static void LeaveOutEmpty(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(p => !p.IsRequired))
        {
            if (property.PropertyType.IsAssignableTo(typeof(IEnumerable)) && property.PropertyType != typeof(string))
            {
                property.ShouldSerialize = static (_, value) => value is not (null or ICollection { Count: 0 });
            }
        }
    }
}
