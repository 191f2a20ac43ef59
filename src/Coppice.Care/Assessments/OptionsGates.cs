using System.Text.Json.Serialization;
using Coppice.Record.Json;

namespace Coppice.Care;

/// <summary>Where an option stands now. An option to consider is never an order.</summary>
[JsonConverter(typeof(WordConverter<OptionState>))]
public enum OptionState
{
    /// <summary>Every gate is met: an option to consider.</summary>
    Consider,

    /// <summary>A gate is not met, or not known: not now.</summary>
    NotNow,

    /// <summary>Something in the record speaks against it as long as it holds.</summary>
    Avoid,

    /// <summary>A matter for a specialist.</summary>
    Specialist,
}

/// <summary>One option with the gates it has to pass.</summary>
/// <param name="Name">A stable word, such as <c>buprenorphine</c>.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Met">Gates that are met.</param>
/// <param name="NotMet">Gates that are not met.</param>
/// <param name="Unknown">Gates of which it is not known. Unknown is never read as met.</param>
/// <param name="Cautions">What to keep in mind; does not change the state.</param>
public sealed record TreatmentOption(
    string Name,
    OptionState State,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> NotMet,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Cautions
)
{
    /// <summary>What makes the state <see cref="OptionState.Avoid"/>; also among what is not met.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Ids of the questions that would settle what is not known.</summary>
    public IReadOnlyList<string> Ask { get; init; } = [];
}

/// <summary>Collects the gates of one option.</summary>
internal sealed class OptionsGates
{
    private readonly List<string> met = [];
    private readonly List<string> notMet = [];
    private readonly List<string> unknown = [];
    private readonly List<string> cautions = [];
    private readonly List<string> against = [];
    private readonly List<string> asks = [];
    private bool specialist;

    private OptionState State =>
        against.Count > 0 ? OptionState.Avoid
        : specialist ? OptionState.Specialist
        : notMet.Count > 0 || unknown.Count > 0 ? OptionState.NotNow
        : OptionState.Consider;

    /// <summary>A gate: its words when met, when not met and when not known.</summary>
    public OptionsGates Gate(bool? holds, string whenMet, string whenNot, string whenUnknown, string? ask = null)
    {
        switch (holds)
        {
            case true:
                met.Add(whenMet);
                break;
            case false:
                notMet.Add(whenNot);
                break;
            default:
                unknown.Add(whenUnknown);
                Ask(ask);
                break;
        }

        return this;
    }

    /// <summary>A reason against, when it holds; when it is not known, an open gate.</summary>
    public OptionsGates Against(bool? holds, string reason, string whenUnknown, string? ask = null)
    {
        if (holds == true)
        {
            against.Add(reason);
            notMet.Add(reason);
        }
        else if (holds is null)
        {
            unknown.Add(whenUnknown);
            Ask(ask);
        }

        return this;
    }

    /// <summary>A reason for a specialist, when it holds.</summary>
    public OptionsGates ForSpecialist(bool holds, string reason)
    {
        if (holds)
        {
            specialist = true;
            notMet.Add(reason);
        }

        return this;
    }

    /// <summary>A caution when it holds; another when it is not known.</summary>
    public OptionsGates Caution(bool? holds, string caution, string? whenUnknown = null, string? ask = null)
    {
        if (holds == true)
        {
            cautions.Add(caution);
        }
        else if (holds is null && whenUnknown is not null)
        {
            cautions.Add(whenUnknown);
            Ask(ask);
        }

        return this;
    }

    /// <summary>The doses shown are for adults: under 18 it is a matter for a specialist, and an unknown age is an open gate.</summary>
    public OptionsGates Adult(int? years)
    {
        ForSpecialist(years < 18, "adult doses; under 18 needs a pediatric or addiction specialist");
        if (years is null)
        {
            Gate(null, "", "", "age (the doses are for adults)", "age");
        }

        return this;
    }

    public void Ask(string? ask)
    {
        if (ask is not null && !asks.Contains(ask))
        {
            asks.Add(ask);
        }
    }

    public TreatmentOption Option(string name) =>
        new(name, State, met, notMet, unknown, cautions) { Against = against, Ask = asks };
}

/// <summary>Words for an option's gates.</summary>
internal static class OptionWords
{
    /// <summary>The state and the gates in one line: <c>Now: not now. Met: …. Not met: …. Not known: ….</c></summary>
    public static string Status(this TreatmentOption option)
    {
        var parts = new List<string> { $"State: {Words.Plain(option.State)}" };
        Add(parts, "Met", option.Met);
        Add(parts, "Not met", option.NotMet);
        Add(parts, "Not known", option.Unknown);
        Add(parts, "Keep in mind", option.Cautions);
        return string.Join(". ", parts) + ".";
    }

    /// <summary>The gates as inputs of a finding.</summary>
    public static IEnumerable<Input> Inputs(this TreatmentOption option) =>
        option.Met.Select(m => new Input("Met", m)).Concat(option.NotMet.Select(n => new Input("Not met", n)));

    private static void Add(List<string> parts, string name, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            parts.Add($"{name}: {string.Join("; ", lines)}");
        }
    }
}
