using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsCheck;
using NodaTime;

namespace Coppice.Record.Tests;

/// <summary>
/// Any legal record, as JSON text, made by walking the types: a new field or kind of event is in it as soon as it exists.
/// </summary>
internal static class AnyRecord
{
    private static readonly string[] Zones =
    [
        "America/New_York",
        "America/Santiago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/London",
        "Pacific/Kiritimati",
        "UTC",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        OneOf("", "ใบกระท่อม", "🌿 \"x\" \\ \u0000 \u2028 <&'>", "é\n\tü")
    );

    private static readonly Gen<string> Day = Gen.Int[0, 109_570]
        .Select(day => EventTime.OnDay(new LocalDate(1900, 1, 1).PlusDays(day)).ToString());

    private static readonly Gen<string> Time = Gen.OneOf(
        Day,
        Gen.Select(Gen.Long[-2_200_000_000, 7_250_000_000], Gen.Int[0, 999_999_999], OneOf(Zones))
            .Select(
                (seconds, nanos, zone) =>
                    Instant
                        .FromUnixTimeSeconds(seconds)
                        .PlusNanoseconds(nanos % 3 == 0 ? nanos : 0)
                        .InZone(DateTimeZoneProviders.Tzdb[zone])
            )
            .Where(t => t.Offset.Seconds % 60 == 0)
            .Select(t => EventTime.AtMoment(t).ToString()),
        Gen.Long[0, 4_000_000_000]
            .Select(seconds =>
                Instant.FromUnixTimeSeconds(seconds).WithOffset(Offset.FromHoursAndMinutes(5, 30)).InFixedZone()
            )
            .Select(t => EventTime.AtMoment(t).ToString())
    );

    private static readonly Gen<string> Moment = Time.Where(t => t.Contains('T', StringComparison.Ordinal));

    private static readonly Gen<string> Laboratory = OneOf(
            ("alt", "uPerL"),
            ("bilirubin", "umolPerL"),
            ("inr", "ratio"),
            ("albumin", "gPerDl"),
            ("egfr", "mlPerMin"),
            ("tsh", "miuPerL"),
            ("magnesium", "mmolPerL"),
            ("mitragynineBlood", "ngPerMl")
        )
        .Select(result => $"\"analyte\":\"{result.Item1}\",\"unit\":\"{result.Item2}\"");

    // Fields whose legal values are fewer than their type's, or depend on another field.
    private static readonly Dictionary<(Type, string), Gen<string>> Special = new()
    {
        [(typeof(PersonRecord), "format")] = Gen.Const(Quoted(PersonRecord.CurrentFormat)),
        [(typeof(PersonRecord), "now")] = Moment.Select(Quoted),
        [(typeof(Person), "timeZone")] = OneOf(Zones).Select(Quoted),
        [(typeof(Person), "region")] = OneOf("US-PA", "TH-10", "GB-ENG").Select(Quoted),
        [(typeof(Person), "sexAtBirth")] = OneOf("female", "intersex").Select(Quoted),
        [(typeof(Money), "currency")] = OneOf("USD", "EUR", "THB").Select(Quoted),
        [(typeof(Medicine), "name")] = OneOf("clonidine", "buprenorphine", "vitamin b12").Select(Quoted),
        [(typeof(Answers), "instrument")] = OneOf("cows", "sows", "mine").Select(Quoted),
        [(typeof(Answers), "band")] = Gen.Int[0, 3].Select(n => Ranges.Text(n)),
        [(typeof(Decision), "choice")] = Text.Select(t => Quoted($"x{t}")),
        [(typeof(Consent), "recipient")] = Text.Select(t => Quoted($"x{t}")),
        [(typeof(Consent), "scope")] = Text.Select(t => Quoted($"x{t}")),
        [(typeof(Vitals), "systolic")] = Gen.Int[201, 300].Select(n => Ranges.Text(n)),
        [(typeof(Laboratory), "upperLimit")] = Number(1, 1_000_000, 6),
        [(typeof(Laboratory), "lowerLimit")] = Number(0, 0.99m, 6),
        [(typeof(ReductionStep), "from")] = Day.Select(Quoted),
        [(typeof(ReductionDose), "time")] = OneOf("00:00", "07:30", "19:05", "23:59").Select(Quoted),
        [(typeof(Event), "id")] = Gen.Guid.Select(g => Quoted($"{g}")),
    };

    public static Gen<string> Json { get; } = Object(RecordTypes.Info(typeof(PersonRecord)));

    /// <summary>Any legal event of one kind.</summary>
    public static Gen<string> Event(string kind) => Object(RecordTypes.Kinds[kind], $"\"kind\":\"{kind}\"");

    private static Gen<string> Object(JsonTypeInfo type, string first = "") =>
        type.Type == typeof(Laboratory)
            ? Laboratory.SelectMany(result => Fields(type, $"{first},{result}", ["analyte", "unit"]))
            : Fields(type, first, []);

    private static Gen<string> Fields(JsonTypeInfo type, string first, string[] but) =>
        type
            .Properties.Where(p => !but.Contains(p.Name))
            .OrderByDescending(p => p.IsRequired)
            .Aggregate(
                Gen.Const(first),
                (before, field) =>
                    Gen.Select(
                        before,
                        Field(type.Type, field),
                        (text, value) =>
                            value is null ? text
                            : text.Length == 0 ? $"\"{field.Name}\":{value}"
                            : $"{text},\"{field.Name}\":{value}"
                    )
            )
            .Select(text => $"{{{text}}}");

    private static Gen<string?> Field(Type owner, JsonPropertyInfo field)
    {
        var declaring = field.Name == "id" && owner.IsSubclassOf(typeof(Event)) ? typeof(Event) : owner;
        var value =
            Special.GetValueOrDefault((declaring, field.Name))
            ?? Value(field.PropertyType, Ranges.Of(owner, field.Name));
        // Always given: a total, for an instrument without items, total and band is refused; presence, for it is not unknown.
        return (field.IsRequired || field.Name is "total" or "present", field.IsSetNullable) switch
        {
            (true, _) => value.Select(v => (string?)v),
            (_, true) => Gen.Frequency(
                (4, value.Select(v => (string?)v)),
                (1, Gen.Const((string?)"null")),
                (3, Gen.Const((string?)null))
            ),
            _ => Gen.Frequency((3, value.Select(v => (string?)v)), (1, Gen.Const((string?)null))),
        };
    }

    private static Gen<string> Value(Type type, Limits? limits)
    {
        var info = RecordTypes.Info(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object when info.Type == typeof(Event) => Gen.OneOf([
                .. RecordTypes.Kinds.Keys.Select(Event),
            ]),
            JsonTypeInfoKind.Object => Object(info),
            // The first field of a condition or a substance is its word, which may stand in the list only once.
            JsonTypeInfoKind.Enumerable => Value(info.ElementType!, null)
                .Array[0, 4]
                .Select(list => $"[{string.Join(',', list.DistinctBy(e => e.Split(',')[0].TrimEnd('}')))}]"),
            JsonTypeInfoKind.Dictionary => Gen.OneOf(Number(limits!.Low, limits.High, 3), Gen.Const("null"))
                .Array[0, 12]
                .Select(values => $"{{{string.Join(',', values.Select((v, i) => $"\"{i}\":{v}"))}}}"),
            _ when info.Type == typeof(string) => Text.Select(Quoted),
            _ when info.Type == typeof(bool) => OneOf("true", "false"),
            _ when info.Type == typeof(int) => Number(limits!.Low, limits.High, 0),
            _ when info.Type == typeof(decimal) => Number(limits!.Low, limits.High, 6),
            _ when info.Type == typeof(EventTime) => Time.Select(Quoted),
            _ => OneOf([.. Enum.GetNames(info.Type)]).Select(n => Quoted(JsonNamingPolicy.CamelCase.ConvertName(n))),
        };
    }

    /// <summary>A number within limits with any scale up to a greatest.</summary>
    private static Gen<string> Number(decimal low, decimal high, int scale) =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[0, scale])
            .Select(
                (part, digits) =>
                    Math.Round(low + (high - low) * part / 1_000_000m, digits)
                    + new decimal(0, 0, 0, false, (byte)digits)
            )
            .Select(n => Ranges.Text(Math.Clamp(n, low, high)));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
