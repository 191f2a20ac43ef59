using Coppice.Model.Cohorts;

namespace Coppice.Cli;

/// <summary>
/// What a cohort shows, gathered row by row in the order of the people and in the same memory for any number of them: quantiles
/// are read off fine bins.
/// </summary>
internal sealed class CohortSummary(CohortSpec spec)
{
    private static readonly int Onset = CohortRows.Outcome("onset_h");
    private static readonly int Peak = CohortRows.Outcome("peak_sows");
    private static readonly int Eased = CohortRows.Outcome("eased_day");
    private static readonly int Moderate = CohortRows.Outcome("moderate_share");
    private static readonly int Area = CohortRows.Outcome("area_sows_days");

    /// <summary>People so far.</summary>
    public long People { get; private set; }

    /// <summary>By policy.</summary>
    public IReadOnlyList<OfPolicy> Policies { get; } = [.. spec.Policies.Select(_ => new OfPolicy(spec.HorizonDays))];

    /// <summary>People by group.</summary>
    public long[] Groups { get; } = new long[spec.Groups.Count];

    /// <summary>Adds rows.</summary>
    public void Add(CohortRows rows)
    {
        for (var i = 0; i < rows.People; i++)
        {
            Groups[(int)rows.Persons[CohortRows.Group][i]]++;
            var first = i * rows.Policies;
            for (var p = 0; p < rows.Policies; p++)
            {
                var row = first + p;
                var policy = Policies[p];
                policy.Onset.Add(rows.Outcomes[Onset][row]);
                policy.Peak.Add(rows.Outcomes[Peak][row]);
                policy.Eased.Add(rows.Outcomes[Eased][row]);
                policy.ModerateDays.Add(Days(rows.Outcomes[Moderate][row]));
                policy.PeakChange.Add(rows.Outcomes[Peak][row] - rows.Outcomes[Peak][first]);
                policy.ModerateChange.Add(Days(rows.Outcomes[Moderate][row] - rows.Outcomes[Moderate][first]));
                policy.AreaChange.Add(rows.Outcomes[Area][row] - rows.Outcomes[Area][first]);
            }
        }

        People += rows.People;
    }

    private double Days(float share) => Math.Round((double)share * spec.HorizonDays, 3);

    /// <summary>One policy; changes are against the first policy, on the same people.</summary>
    public sealed class OfPolicy(int horizonDays)
    {
        public Tally Onset { get; } = new(1, horizonDays * 24);

        public Tally Peak { get; } = new(0.01, 64);

        public Tally Eased { get; } = new(1.0 / 24, horizonDays);

        public Tally ModerateDays { get; } = new(1, horizonDays);

        public Mean PeakChange { get; } = new();

        public Mean ModerateChange { get; } = new();

        public Mean AreaChange { get; } = new();
    }
}

/// <summary>A mean and its 95 % interval.</summary>
internal sealed class Mean
{
    private long count;
    private double squares;

    public double Value { get; private set; }

    /// <summary>Half of the interval: what chance alone leaves open with so many people; null with fewer than two.</summary>
    public double? Half => count < 2 ? null : 1.96 * Math.Sqrt(squares / (count - 1) / count);

    public void Add(double value)
    {
        count++;
        var off = value - Value;
        Value += off / count;
        squares += off * (value - Value);
    }
}

/// <summary>How often values came, in bins of one width from 0 up.</summary>
internal sealed class Tally(double width, double top)
{
    private readonly long[] bins = new long[(int)Math.Ceiling(top / width) + 1];
    private double sum;

    public long Count { get; private set; }

    public double Mean => sum / Count;

    /// <summary>Adds a value; NaN is none.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        bins[Math.Clamp((int)Math.Round(value / width), 0, bins.Length - 1)]++;
        Count++;
        sum += value;
    }

    /// <summary>The smallest value at or below which a share of the values lies; NaN without any.</summary>
    public double At(double share)
    {
        var wanted = share * Count;
        var upTo = 0L;
        for (var i = 0; i < bins.Length; i++)
        {
            upTo += bins[i];
            if (upTo > 0 && upTo >= wanted)
            {
                return i * width;
            }
        }

        return double.NaN;
    }
}
