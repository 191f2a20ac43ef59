using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Coppice.Record.Json;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Coppice.Record;

/// <summary>
/// When something happened, as exactly as it is known: a zoned moment (<c>2026-03-08T23:30:00-04:00[America/New_York]</c>,
/// the zone name may be left out) or only a calendar day (<c>2026-03-08</c>). A day is kept as a day: it is a span of possible
/// moments and is never turned into midnight.
/// </summary>
/// <remarks>Equality is by what was written, not by instant: the same moment in two zones is two values.</remarks>
[JsonConverter(typeof(EventTimeConverter))]
public readonly record struct EventTime : IComparable<EventTime>
{
    private static readonly OffsetDateTimePattern Full = OffsetDateTimePattern.Rfc3339;
    private static readonly OffsetDateTimePattern Minutes = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mmo<Z+HH:mm>"
    );

    private EventTime(LocalDate date, OffsetDateTime? moment, string? zone)
    {
        if (!IsPossible(date))
        {
            throw new ArgumentOutOfRangeException(nameof(date), date, "expected a time from 1900 to 2199");
        }

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
        "a time with its offset such as 2026-03-08T23:30:00-04:00[America/New_York], or a day such as 2026-03-08";

    /// <summary>A time of which only the calendar day is known; from 1900 to 2199.</summary>
    public static EventTime OnDay(LocalDate date) => new(date, null, null);

    /// <summary>A time known to the moment; from 1900 to 2199. A zone without an IANA name is kept as its offset only.</summary>
    public static EventTime AtMoment(ZonedDateTime moment) =>
        new(moment.Date, moment.ToOffsetDateTime(), IanaZone(moment.Zone.Id)?.Id);

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

    /// <summary>The zone of an IANA name such as <c>America/New_York</c>; null when there is none of that name.</summary>
    public static DateTimeZone? IanaZone(string name) =>
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(name) ? DateTimeZoneProviders.Tzdb[name] : null;

    /// <summary>Reads the written form; says what is wrong when it cannot.</summary>
    public static bool TryParse(string text, out EventTime time, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var moment = ParseMoment(bracket < 0 ? text : text[..bracket]);
        var zone =
            bracket < 0 ? null
            : text.EndsWith(']') ? text[(bracket + 1)..^1]
            : "";
        var date = moment?.Date ?? ParseDay(text);
        problem = date switch
        {
            null => $"expected {Expected}; found {Found.Quote(text)}",
            { } d when !IsPossible(d) => $"expected a time from 1900 to 2199; found {Found.Quote(text)}",
            _ when moment is { } m && zone is not null => ZoneProblem(m, zone),
            _ => null,
        };
        time = problem is null ? new EventTime(date!.Value, moment, zone) : default;
        return problem is null;
    }

    /// <summary>
    /// A rough order for a list, with days as if in UTC. Where it matters which came first, compare <see cref="Earliest"/> and
    /// <see cref="Latest"/> in the person's zone.
    /// </summary>
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

    private static bool IsPossible(LocalDate date) => date.Year is >= 1900 and <= 2199;

    private static LocalDate? ParseDay(string text) =>
        LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) ? day : null;

    private static OffsetDateTime? ParseMoment(string text) =>
        Full.Parse(text).TryGetValue(default, out var full) ? full
        : Minutes.Parse(text).TryGetValue(default, out var minutes) ? minutes
        : null;

    private static string? ZoneProblem(OffsetDateTime moment, string name)
    {
        if (IanaZone(name) is not { } zone)
        {
            return $"expected an IANA zone name such as America/New_York in brackets; found {Found.Quote(name)}";
        }

        if (zone.GetUtcOffset(moment.ToInstant()) == moment.Offset)
        {
            return null;
        }

        var local = moment.LocalDateTime;
        var times = zone.MapLocal(local);
        if (times.Count == 0)
        {
            return $"expected a time that exists in {name}; found {LocalDateTimePattern.GeneralIso.Format(local)}, which its clocks leap over";
        }

        var offsets = times.Count == 1 ? [times.Single()] : new[] { times.First(), times.Last() };
        var right = string.Join(" or ", offsets.Select(t => OffsetPattern.GeneralInvariant.Format(t.Offset)));
        return $"expected the offset {right} that {name} has then; found {OffsetPattern.GeneralInvariant.Format(moment.Offset)}";
    }
}
