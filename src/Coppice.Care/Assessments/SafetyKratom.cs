using Coppice.Record;
using NodaTime;

namespace Coppice.Care;

/// <summary>
/// When kratom or 7-OH was, or may have been, in the body. Three answers: yes, no, and not known. "No" needs a last use that
/// surely lies before the window, or a person who was asked and of whom no kratom is recorded.
/// </summary>
internal sealed class SafetyKratom
{
    /// <summary>Hours for which mitragynine is taken to be on board: five half-lives of 45.3 h (tanna-2022).</summary>
    public const double OnBoardHours = 5 * 45.3;

    /// <summary>Hours before a positive kratom test in which kratom was used: urine stays positive 5-6 days (stanciu-2020-testing).</summary>
    public const double TestLooksBackHours = 6 * 24;

    /// <summary>
    /// Hours beyond which a logged use only says that there was one: the longest look back is 14 days before a dose of 31 days ago.
    /// </summary>
    public const double RememberedHours = 60 * 24;

    /// <summary>Hours for which a logged product is one the person uses: 30 days, as everywhere in the review.</summary>
    public const double ProductHours = 30 * 24;

    /// <summary>Days for which a stated pattern is read as going on when nothing newer is known. A convention.</summary>
    public const double HabitHoldsDays = 90;

    private readonly SafetyFacts facts;
    private readonly List<Span> spans = [];
    private readonly bool untimed;
    private readonly bool older;
    private readonly Habit? going;
    private readonly bool loggedSince;
    private readonly bool? washout;

    public SafetyKratom(SafetyFacts facts)
    {
        this.facts = facts;
        var chart = facts.Chart;
        var uses = facts.Recent(chart.Uses, RememberedHours);
        older = uses.Count < chart.Uses.Count;
        foreach (var use in uses)
        {
            untimed |= !Add(use.At);
        }

        foreach (var habit in chart.Habits.Where(h => h.DosesPerDay is not 0 || h.LastUse is not null))
        {
            untimed |= !Add(habit.LastUse ?? habit.At);
            if ((habit.LastUse ?? habit.At) is { } end && habit.ForDays is { } days)
            {
                var until = end.Earliest(chart.Home);
                spans.Add(new Span(until - Duration.FromDays(days), until, Throughout: true));
            }
        }

        foreach (var craving in facts.Cravings.Where(c => c.UsedAfter == true))
        {
            untimed |= !Add(craving.At);
        }

        foreach (var life in facts.Lives.Where(l => l.What is LifeEvent.ReturnToKratom or LifeEvent.CutDown))
        {
            untimed |= !Add(life.At);
        }

        foreach (var test in facts.UrineTests.Where(t => t.Results.Any(SeesKratom)))
        {
            untimed |= !Add(test.At, TestLooksBackHours);
        }

        foreach (var lab in chart.Labs.Where(IsKratom))
        {
            untimed |= !Add(lab.At, TestLooksBackHours);
        }

        AddStops();
        Known = spans.Count > 0 || untimed || older || facts.MentionsKratom;
        Asked = Known || chart.Record.History.AskedAboutKratom == true;
        SevenHydroxy = FindSevenHydroxy();
        (going, loggedSince) = FindGoing();
        washout = Within(SafetyFacts.WashoutHours, chart.Now, chart.Now);
    }

    /// <summary>Whether anything in the record says that kratom was used.</summary>
    public bool Known { get; }

    /// <summary>Whether the person was asked about kratom, or it is known anyway.</summary>
    public bool Asked { get; }

    /// <summary>
    /// Whether a 7-OH or pseudoindoxyl product is used (now or in the last 30 days); null when no product or an unknown one is
    /// recorded.
    /// </summary>
    public bool? SevenHydroxy { get; }

    /// <summary>Whether every product used is known and is plain leaf or tea: no 7-OH, extract or shot.</summary>
    public bool OnlyLeaf =>
        SevenHydroxy == false
        && facts.Chart.Habit
            is null
                or { Product.Kind: ProductKind.LeafPowder or ProductKind.LeafCapsule or ProductKind.Tea }
        && facts.RecentUses.All(u =>
            !facts.Chart.Within(u, ProductHours)
            || u.Product.Kind is ProductKind.LeafPowder or ProductKind.LeafCapsule or ProductKind.Tea
        );

    /// <summary>Questions that would settle when kratom was last used.</summary>
    public string Question => Known ? "last-use" : "kratom-use";

    /// <summary>What is known of the last use, in words.</summary>
    public string LastUse =>
        (Asked, facts.Chart.SinceLastUse) switch
        {
            (false, _) => "kratom was never asked about",
            (_, { } since) => $"last known use {since.Clinical()} ago",
            _ => "last use not known",
        };

    /// <summary>The last use, for a finding's basis.</summary>
    public Input Basis => new("Kratom", LastUse);

    /// <summary>Whether a product is 7-OH or pseudoindoxyl by its kind, its label or the unit it is taken in.</summary>
    public static bool IsSevenHydroxy(Product product, Amount? amount) =>
        product.Kind is ProductKind.SevenHydroxy or ProductKind.Pseudoindoxyl
        || product.Strength?.Of is Alkaloid.SevenHydroxymitragynine or Alkaloid.MitragyninePseudoindoxyl
        || amount?.Unit is AmountUnit.Mg7Oh or AmountUnit.MgPseudoindoxyl;

    /// <summary>Whether kratom was used within the hours before now.</summary>
    public bool? Within(double hours) =>
        hours is SafetyFacts.WashoutHours ? washout : Within(hours, facts.Chart.Now, facts.Chart.Now);

    /// <summary>Whether kratom was used within the hours before something that happened; before now when it has no time.</summary>
    public bool? Within(double hours, Event happened) =>
        happened.At is { } at
            ? Within(hours, at.Earliest(facts.Chart.Home), Instant.Min(at.Latest(facts.Chart.Home), facts.Chart.Now))
            : Within(hours);

    /// <summary>Whether kratom was, or may have been, used after something that happened.</summary>
    public bool MayBeAfter(Event happened) =>
        happened.At is { } at ? untimed || spans.Exists(s => s.Until > at.Earliest(facts.Chart.Home)) : Known;

    private bool? Within(double hours, Instant earliest, Instant latest)
    {
        var window = Duration.FromHours(hours);
        var may = untimed;
        var before = older;
        foreach (var span in spans)
        {
            if (span.IsWithin(window, earliest, latest))
            {
                return true;
            }

            may |= span.MayBeWithin(window, earliest, latest);
            before |= span.From <= latest;
        }

        if (going is not null && GoesOn(latest) is { } goesOn)
        {
            if (goesOn)
            {
                return true;
            }

            may = true;
        }

        return may || (Known ? !before : !Asked) ? null : false;
    }

    /// <summary>Whether the pattern that was stated last goes on at a moment; null when it had not been stated by then.</summary>
    private bool? GoesOn(Instant at)
    {
        if (going!.At is not { } stated)
        {
            return !loggedSince;
        }

        var from = stated.Earliest(facts.Chart.Home);
        return at < from ? null : !loggedSince && at - from <= Duration.FromDays(HabitHoldsDays);
    }

    private bool Add(EventTime? at, double looksBackHours = 0)
    {
        if (at is not { } time)
        {
            return false;
        }

        var home = facts.Chart.Home;
        spans.Add(
            new Span(
                time.Earliest(home) - Duration.FromHours(looksBackHours),
                Instant.Min(time.Latest(home), facts.Chart.Now),
                Throughout: false
            )
        );
        return true;
    }

    /// <summary>A stop says that kratom was used until about then, unless the last use itself is known.</summary>
    private void AddStops()
    {
        if (facts.Chart.Habit is { LastUse: not null })
        {
            return;
        }

        var stated = facts.Chart.Habit?.At?.Earliest(facts.Chart.Home);
        foreach (var stop in facts.Lives.Where(l => l.What == LifeEvent.StoppedKratom).Select(l => l.At))
        {
            if (stop is not { } at)
            {
                continue;
            }

            var until = Instant.Min(at.Latest(facts.Chart.Home), facts.Chart.Now);
            var from = at.Earliest(facts.Chart.Home);
            if (facts.Chart.LastUse is { } known && known.Earliest < from && !(stated > known.Earliest))
            {
                from = known.Earliest;
            }

            spans.Add(new Span(from, until, Throughout: false));
        }
    }

    private (Habit? Going, bool LoggedSince) FindGoing()
    {
        var chart = facts.Chart;
        if (chart.Habit is not { LastUse: null } habit || habit.DosesPerDay is 0)
        {
            return (null, false);
        }

        var stated = habit.At?.Earliest(chart.Home) ?? Instant.MinValue;
        var stopped = facts.Lives.Exists(l =>
            l.What == LifeEvent.StoppedKratom && (l.At is not { } at || at.Latest(chart.Home) >= stated)
        );
        return stopped
            ? (null, false)
            : (habit, chart.Uses.Count > 0 && chart.Uses[^1].At is { } at && at.Earliest(chart.Home) > stated);
    }

    private bool? FindSevenHydroxy()
    {
        var any = false;
        var unknown = false;
        if (facts.Chart.Habit is { } habit)
        {
            if (IsSevenHydroxy(habit.Product, habit.AmountPerDay))
            {
                return true;
            }

            any = true;
            unknown = habit.Product.Kind == ProductKind.Unknown;
        }

        foreach (var use in facts.RecentUses.Where(u => facts.Chart.Within(u, ProductHours)))
        {
            if (IsSevenHydroxy(use.Product, use.Amount))
            {
                return true;
            }

            any = true;
            unknown |= use.Product.Kind == ProductKind.Unknown;
        }

        return any && !unknown ? false : null;
    }

    private static bool SeesKratom(UrineResult result) =>
        result
            is { Target: UrineTarget.Mitragynine or UrineTarget.SevenHydroxymitragynine, Result: TestResult.Positive };

    private static bool IsKratom(Laboratory lab) =>
        lab is { Analyte: Analyte.MitragynineBlood or Analyte.MitragynineUrine, Value: > 0 };

    /// <summary>Moments between which kratom was used once, or (throughout) all along.</summary>
    private readonly record struct Span(Instant From, Instant Until, bool Throughout)
    {
        /// <summary>Whether the use surely lies within the window before something between two moments; a full window is outside.</summary>
        public bool IsWithin(Duration window, Instant earliest, Instant latest) =>
            Throughout ? Until > latest - window && From <= earliest : From > latest - window && Until <= earliest;

        /// <summary>Whether it can lie within the window.</summary>
        public bool MayBeWithin(Duration window, Instant earliest, Instant latest) =>
            Until > earliest - window && From <= latest;
    }
}
