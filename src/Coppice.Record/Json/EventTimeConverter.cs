using System.Text.Json;
using System.Text.Json.Serialization;

namespace Coppice.Record.Json;

/// <summary>Reads and writes <see cref="EventTime"/> as text.</summary>
public sealed class EventTimeConverter : JsonConverter<EventTime>, ITextForm
{
    string ITextForm.Expected => EventTime.Expected;

    string? ITextForm.Problem(string text) => EventTime.TryParse(text, out _, out var problem) ? null : problem;

    /// <inheritdoc />
    public override EventTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && EventTime.TryParse(reader.GetString()!, out var time, out _)
            ? time
            : throw new JsonException();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EventTime value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
