using System.Globalization;
using System.Text.Json.Serialization;
using Coppice.Care;
using Coppice.Record;
using Coppice.Record.Json;

namespace Coppice.Cli;

/// <summary>What of the course of withdrawal a source states.</summary>
[JsonConverter(typeof(WordConverter<CaseQuantity>))]
internal enum CaseQuantity
{
    /// <summary>When it began.</summary>
    Onset,

    /// <summary>When it was strongest.</summary>
    PeakTime,

    /// <summary>When it was over.</summary>
    Eased,

    /// <summary>How strong it was at a time, on the SOWS scale.</summary>
    Withdrawal,
}

/// <summary>From one value to another, both included; open at an end that the source does not state.</summary>
internal sealed record CaseInterval(double? Low = null, double? High = null)
{
    /// <summary>Whether the two have a value in common.</summary>
    public bool Meets(double low, double high) => !(Low > high) && !(High < low);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem(double least, double most) =>
        this switch
        {
            (null, null) => "expected low, high or both; found neither",
            _ when Low < least || High < least || Low > most || High > most => string.Create(
                CultureInfo.InvariantCulture,
                $"expected {least} to {most}; found {Text}"
            ),
            _ when Low > High => $"expected low at or below high; found {Text}",
            _ => null,
        };

    /// <summary>The interval in words.</summary>
    public string Text =>
        (Low, High) switch
        {
            ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high}"),
            ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $"{low} or more"),
            (null, { } high) => string.Create(CultureInfo.InvariantCulture, $"{high} or less"),
            _ => "",
        };
}

/// <summary>One thing that a source states of the course of withdrawal after the last kratom.</summary>
internal sealed record CaseForecast
{
    /// <summary>What the source says, in few words.</summary>
    public required string Says { get; init; }

    /// <summary>The last kratom: the forecast is made from here, and nothing later is seen.</summary>
    public required EventTime AsOf { get; init; }

    public required CaseQuantity Quantity { get; init; }

    /// <summary>Hours after <see cref="AsOf"/>: of the onset, the peak or the easing, or those at which withdrawal was scored.</summary>
    public required CaseInterval Hours { get; init; }

    /// <summary>What was scored, brought to the SOWS scale, 0..64; only with <see cref="CaseQuantity.Withdrawal"/>.</summary>
    public CaseInterval? Sows { get; init; }

    /// <summary>How the words of the source became these numbers.</summary>
    public required string Read { get; init; }

    /// <summary>The interval that the source gives.</summary>
    [JsonIgnore]
    public string Stated => Sows is null ? $"{Hours.Text} h" : $"SOWS {Sows.Text} at {Hours.Text} h";

    /// <summary>Where it is wrong and what would be right; null when nothing is.</summary>
    public string? Problem() =>
        string.IsNullOrWhiteSpace(Says) ? "says: expected what the source says; found nothing"
        : string.IsNullOrWhiteSpace(Read) ? "read: expected how the words became the numbers; found nothing"
        : !AsOf.IsExact ? $"asOf: expected a moment with its offset; found {AsOf}"
        : Hours.Problem(0, ForecastWish.MaxDays * 24) is { } hours ? $"hours: {hours}"
        : (Quantity == CaseQuantity.Withdrawal) != (Sows is not null)
            ? $"sows: expected with withdrawal and only there; found with {Word.Of(Quantity)}"
        : Sows?.Problem(0, 64) is { } sows ? $"sows: {sows}"
        : null;
}

/// <summary>A stated time course beside the forecast of it.</summary>
/// <param name="Case">The case's id.</param>
/// <param name="Stated">What the source states.</param>
/// <param name="Made">Whether there is a forecast: false when too little is known.</param>
/// <param name="Met">Whether the source's interval and the forecast's 10-90 % band have a value in common.</param>
/// <param name="Found">The band, or why there is none.</param>
internal sealed record CaseCourse(string Case, CaseForecast Stated, bool Made, bool Met, string Found)
{
    /// <summary>Share of members below which an event itself lies outside the 80 % band.</summary>
    private const double Rare = 0.1;

    /// <summary>Days ahead, or farther when the source tells of more.</summary>
    private const int Days = 30;

    /// <summary>The whole in one line.</summary>
    public string Text =>
        $"{Case}: {Stated.Says} ({Word.Of(Stated.Quantity)}, {Stated.Stated}); {(Made ? $"forecast {Found}" : Found)}";

    /// <summary>Makes the forecast from the last kratom, with no kratom after it, and compares.</summary>
    public static CaseCourse Of(string id, CaseForecast stated, PersonRecord record, Knowledge.KnowledgeBase knowledge)
    {
        var farthest = (stated.Hours.High ?? stated.Hours.Low ?? 0) / 24;
        var wish = new ForecastWish { Scenarios = [Scenario.Stop], Days = Math.Max(Days, (int)Math.Ceiling(farthest)) };
        var asOf = stated.AsOf.Moment!.Value.ToInstant();
        var section = Review.Of(record, asOf, knowledge, new Wishes { Forecast = wish }).Forecast;
        if (section.Status != ForecastStatus.Made)
        {
            return new CaseCourse(id, stated, false, false, section.Findings[0].Clinician);
        }

        var forecast = section.Scenarios.Single();
        if (stated.Quantity == CaseQuantity.Withdrawal)
        {
            var points = At(stated.Hours, forecast.Points);
            var (low, high) = (points.Min(p => p.Withdrawal.Low), points.Max(p => p.Withdrawal.High));
            return new CaseCourse(id, stated, true, stated.Sows!.Meets(low, high), $"SOWS {Interval(low, high)}");
        }

        var (hours, share) = stated.Quantity switch
        {
            CaseQuantity.Onset => (forecast.Onset.Hours, forecast.Onset.Share),
            CaseQuantity.Eased => (forecast.Eased.Hours, forecast.Eased.Share),
            _ => (forecast.PeakHours, 1),
        };
        return new CaseCourse(
            id,
            stated,
            true,
            share >= Rare && stated.Hours.Meets(hours.Low, hours.High),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Interval(hours.Low, hours.High)} h, in {share * 100:0} % of members"
            )
        );
    }

    /// <summary>The points of the curve within the hours, or the one nearest to their start.</summary>
    private static List<ForecastPoint> At(CaseInterval hours, IReadOnlyList<ForecastPoint> curve)
    {
        var within = curve.Where(p => hours.Meets(p.Hours, p.Hours)).ToList();
        return within.Count > 0 ? within : [curve.MinBy(p => Math.Abs(p.Hours - (hours.Low ?? 0)))!];
    }

    private static string Interval(double low, double high) => new CaseInterval(low, high).Text;
}
