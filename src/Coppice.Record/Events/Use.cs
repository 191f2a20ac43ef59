using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>Why kratom was taken.</summary>
[JsonConverter(typeof(Json.WordConverter<UseReason>))]
public enum UseReason
{
    /// <summary>Pain.</summary>
    Pain,

    /// <summary>Energy, focus.</summary>
    Energy,

    /// <summary>Mood, anxiety.</summary>
    Mood,

    /// <summary>Sleep.</summary>
    Sleep,

    /// <summary>Craving.</summary>
    Craving,

    /// <summary>To prevent withdrawal.</summary>
    PreventWithdrawal,

    /// <summary>To stop withdrawal.</summary>
    StopWithdrawal,

    /// <summary>In place of other opioids, or to cut them down.</summary>
    ReplaceOpioids,

    /// <summary>Pleasure.</summary>
    Pleasure,

    /// <summary>With others.</summary>
    Social,

    /// <summary>Habit.</summary>
    Habit,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How a product was taken.</summary>
[JsonConverter(typeof(Json.WordConverter<Route>))]
public enum Route
{
    /// <summary>Swallowed or drunk.</summary>
    Oral,

    /// <summary>Under the tongue.</summary>
    Sublingual,

    /// <summary>Through the nose.</summary>
    Nasal,

    /// <summary>Smoked or vaped.</summary>
    Inhaled,

    /// <summary>Injected.</summary>
    Injected,

    /// <summary>Into a muscle.</summary>
    Intramuscular,

    /// <summary>Into a vein.</summary>
    Intravenous,

    /// <summary>Under the skin.</summary>
    Subcutaneous,

    /// <summary>Through the skin.</summary>
    Transdermal,
}

/// <summary>What the person felt from a use.</summary>
[JsonConverter(typeof(Json.WordConverter<FeltEffect>))]
public enum FeltEffect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>More energy.</summary>
    Stimulated,

    /// <summary>Calm.</summary>
    Calm,

    /// <summary>Less pain.</summary>
    LessPain,

    /// <summary>Pleasure.</summary>
    Euphoria,

    /// <summary>Sleepy or heavy.</summary>
    Sedated,

    /// <summary>Withdrawal eased.</summary>
    WithdrawalEased,

    /// <summary>Sick or dizzy.</summary>
    Unwell,
}

/// <summary>One use of a kratom product.</summary>
public sealed record Use : Event
{
    /// <summary>The product.</summary>
    public required Product Product { get; init; }

    /// <summary>The amount in the person's own unit; null when not known.</summary>
    public Amount? Amount { get; init; }

    /// <summary>How it was taken.</summary>
    public Route? Route { get; init; }

    /// <summary>Why.</summary>
    public IReadOnlyList<UseReason> Reasons
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What was felt.</summary>
    public IReadOnlyList<FeltEffect> Felt
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What was taken with it.</summary>
    public IReadOnlyList<Substance> With
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>A usual pattern of use as the person, or a report, states it, when single uses were not logged.</summary>
public sealed record Habit : Event
{
    /// <summary>The product.</summary>
    public required Product Product { get; init; }

    /// <summary>The amount in a usual day; null when not known.</summary>
    public Amount? AmountPerDay { get; init; }

    /// <summary>Doses in a usual day, 0–100; a fraction means not every day. Null when not known.</summary>
    public decimal? DosesPerDay { get; init; }

    /// <summary>For how many days the person has used kratom, 0–36,500.</summary>
    public int? ForDays { get; init; }

    /// <summary>Last use, when it is known and not logged as a use.</summary>
    public EventTime? LastUse { get; init; }

    /// <summary>Why.</summary>
    public IReadOnlyList<UseReason> Reasons
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>What is usually taken with it.</summary>
    public IReadOnlyList<Substance> With
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>First use of the day is soon after waking.</summary>
    public bool? MorningUse { get; init; }
}

/// <summary>An urge to use.</summary>
public sealed record Craving : Event
{
    /// <summary>How strong, 0–10.</summary>
    public decimal? Intensity { get; init; }

    /// <summary>What set it off.</summary>
    public string? Trigger { get; init; }

    /// <summary>Where.</summary>
    public string? Place { get; init; }

    /// <summary>What helped.</summary>
    public string? Helped { get; init; }

    /// <summary>Whether kratom was used after it.</summary>
    public bool? UsedAfter { get; init; }
}

/// <summary>Money spent on kratom.</summary>
public sealed record Spending : Event
{
    /// <summary>How much.</summary>
    public required Money Money { get; init; }

    /// <summary>For how many days' use it was, when stated, 1–3,660.</summary>
    public int? ForDays { get; init; }
}

/// <summary>What is left.</summary>
public sealed record Stock : Event
{
    /// <summary>The product.</summary>
    public required Product Product { get; init; }

    /// <summary>How much is left.</summary>
    public required Amount Left { get; init; }
}
