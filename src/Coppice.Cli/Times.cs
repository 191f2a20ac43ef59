using System.Text.RegularExpressions;
using Coppice.Care;
using Coppice.Record;
using NodaTime.Text;

namespace Coppice.Cli;

/// <summary>Times as they are read on a page: <c>2026-04-14 10:00 -05:00</c>. JSON keeps them as they were written.</summary>
internal static partial class Times
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd' 'HH':'mm' 'o<m>"
    );

    private static readonly OffsetDateTimePattern Here = OffsetDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd' 'HH':'mm"
    );

    /// <summary>A moment without its zone's name, or a day.</summary>
    public static string Short(EventTime time) => time.Moment is { } moment ? Pattern.Format(moment) : time.ToString();

    /// <summary>The same, without the offset where it is that of the moment reviewed, which the page names.</summary>
    public static string Short(EventTime time, string reviewed) =>
        EventTime.TryParse(reviewed, out var at, out _)
        && time.Moment is { } moment
        && moment.Offset == at.Moment?.Offset
            ? Here.Format(moment)
            : Short(time);

    /// <summary>The same for a time that is written; anything else as it is.</summary>
    public static string Short(string written) =>
        EventTime.TryParse(written, out var time, out _) ? Short(time) : written;

    /// <summary>The same for every time within a text.</summary>
    public static string Shorten(string text) => Written().Replace(text, found => Short(found.Value));

    /// <summary>The value of an input and when it was; the time once, when the value is that time.</summary>
    public static string Told(Input input) =>
        input.When is null || input.When == input.Value ? input.Value : $"{input.Value} ({input.When})";

    /// <summary>A moment with its zone's name.</summary>
    public static string Long(string written) =>
        EventTime.TryParse(written, out var time, out _)
            ? $"{Short(time)}{(time.Zone is { } zone ? $" ({zone})" : "")}"
            : written;

    [GeneratedRegex(
        @"\d{4}-\d\d-\d\dT\d\d:\d\d[0-9:.]*(Z|[+-]\d\d:\d\d)(\[[^\]]*\])?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Written();
}
