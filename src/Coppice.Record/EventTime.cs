using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Coppice.Record;

/// <summary>
/// When something happened, as exactly as it is known: a zoned moment (<c>2026-03-08T23:30:00-05:00[America/New_York]</c>,
/// the zone name may be left out) or only a calendar day (<c>2026-03-08</c>). A day is kept as a day: it is a span of possible
/// moments and is never turned into midnight.
/// </summary>
/// <remarks>Equality is by what was written, not by instant: the same moment in two zones is two values.</remarks>
[JsonConverter(typeof(Json.EventTimeConverter))]
public readonly record struct EventTime : IComparable<EventTime>
{
    private static readonly OffsetDateTimePattern Full = OffsetDateTimePattern.Rfc3339;
    private static readonly OffsetDateTimePattern Minutes = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"
    );

    private EventTime(LocalDate date, OffsetDateTime? moment, string? zone)
    {
        Date = date;
        Moment = moment;
        Zone = zone;
    }

    /// <summary>The local calendar day on which it happened, in the zone in which it was written.</summary>
    public LocalDate Date { get; }

    /// <summary>The exact moment, or null when only the day is known.</summary>
    public OffsetDateTime? Moment { get; }

    /// <summary>The IANA zone name, when one was given.</summary>
    public string? Zone { get; }

    /// <summary>Whether the time of day is known.</summary>
    public bool IsExact => Moment is not null;

    /// <summary>What a right time looks like, for messages.</summary>
    public static string Expected =>
        "a time with its offset such as 2026-03-08T23:30:00-05:00[America/New_York], or a day such as 2026-03-08";

    /// <summary>A time of which only the calendar day is known.</summary>
    public static EventTime OnDay(LocalDate date) => new(date, null, null);

    /// <summary>A time known to the moment.</summary>
    public static EventTime AtMoment(ZonedDateTime moment) =>
        new(
            moment.Date,
            moment.ToOffsetDateTime(),
            DateTimeZoneProviders.Tzdb.Ids.Contains(moment.Zone.Id) ? moment.Zone.Id : null
        );

    /// <summary>The first moment it can have been; for a bare day, that day's start in <paramref name="home"/>.</summary>
    public Instant Earliest(DateTimeZone home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Moment?.ToInstant() ?? home.AtStartOfDay(Date).ToInstant();
    }

    /// <summary>
    /// The last moment it can have been; for a bare day, the last nanosecond of that day in <paramref name="home"/>.
    /// </summary>
    public Instant Latest(DateTimeZone home)
    {
        ArgumentNullException.ThrowIfNull(home);
        return Moment?.ToInstant() ?? home.AtStartOfDay(Date.PlusDays(1)).ToInstant() - Duration.Epsilon;
    }

    /// <summary>Reads the written form; says what is wrong when it cannot.</summary>
    public static bool TryParse(string text, out EventTime time, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        time = default;
        if (text.Length == 10 && LocalDatePattern.Iso.Parse(text) is { Success: true } day)
        {
            time = OnDay(day.Value);
            problem = null;
            return true;
        }

        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var body = bracket < 0 ? text : text[..bracket];
        var parsed = Full.Parse(body);
        parsed = parsed.Success ? parsed : Minutes.Parse(body);
        if (!parsed.Success)
        {
            problem = $"expected {Expected}; found '{Shorten(text)}'";
            return false;
        }

        string? zone = null;
        if (bracket >= 0)
        {
            zone = text.EndsWith(']') ? text[(bracket + 1)..^1] : "";
            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
            {
                problem = $"expected an IANA zone name such as America/New_York in brackets; found '{Shorten(zone)}'";
                return false;
            }

            var right = known.GetUtcOffset(parsed.Value.ToInstant());
            if (right != parsed.Value.Offset)
            {
                problem =
                    $"expected the offset {OffsetPattern.GeneralInvariant.Format(right)} that {zone} has then; found '{Shorten(text)}'";
                return false;
            }
        }

        time = new EventTime(parsed.Value.Date, parsed.Value, zone);
        problem = null;
        return true;
    }

    /// <inheritdoc />
    public int CompareTo(EventTime other) => Earliest(DateTimeZone.Utc).CompareTo(other.Earliest(DateTimeZone.Utc));

    /// <inheritdoc />
    public override string ToString()
    {
        if (Moment is not { } moment)
        {
            return LocalDatePattern.Iso.Format(Date);
        }

        return Zone is null ? Full.Format(moment) : $"{Full.Format(moment)}[{Zone}]";
    }

    /// <summary>Whether the left time is earlier.</summary>
    public static bool operator <(EventTime left, EventTime right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left time is later.</summary>
    public static bool operator >(EventTime left, EventTime right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left time is not later.</summary>
    public static bool operator <=(EventTime left, EventTime right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left time is not earlier.</summary>
    public static bool operator >=(EventTime left, EventTime right) => left.CompareTo(right) >= 0;

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
