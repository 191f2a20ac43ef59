using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>What was done with a medicine.</summary>
[JsonConverter(typeof(Json.WordConverter<MedicineAction>))]
public enum MedicineAction
{
    /// <summary>Prescribed, or otherwise taken regularly from now on.</summary>
    Prescribed,

    /// <summary>Given or taken once.</summary>
    Given,

    /// <summary>Stopped.</summary>
    Stopped,

    /// <summary>Being considered; not yet given.</summary>
    Considered,
}

/// <summary>A medicine prescribed, given, stopped or being considered.</summary>
public sealed record Medicine : Event
{
    /// <summary>Generic name in lower case, such as <c>buprenorphine</c>. One that Coppice does not know is said to be unknown, never safe.</summary>
    public required string Name { get; init; }

    /// <summary>What was done.</summary>
    public required MedicineAction Action { get; init; }

    /// <summary>Milligrams in one dose, 0–100,000.</summary>
    public decimal? DoseMg { get; init; }

    /// <summary>Milligrams a day, 0–100,000, when that is what is known.</summary>
    public decimal? MgPerDay { get; init; }

    /// <summary>How.</summary>
    public Route? Route { get; init; }
}

/// <summary>What kind of contact with care it was.</summary>
[JsonConverter(typeof(Json.WordConverter<CareContact>))]
public enum CareContact
{
    /// <summary>A visit.</summary>
    Visit,

    /// <summary>Admission.</summary>
    Admission,

    /// <summary>Discharge.</summary>
    Discharge,

    /// <summary>Start of a withdrawal episode under care.</summary>
    WithdrawalCare,

    /// <summary>An attempt at stopping that ended without success.</summary>
    AttemptFailed,
}

/// <summary>A contact with care.</summary>
public sealed record CareEpisode : Event
{
    /// <summary>The contact.</summary>
    public required CareContact Contact { get; init; }

    /// <summary>The setting.</summary>
    public CareSetting? Setting { get; init; }
}

/// <summary>Events of a life that change what is safe.</summary>
[JsonConverter(typeof(Json.WordConverter<LifeEvent>))]
public enum LifeEvent
{
    /// <summary>Stopped kratom.</summary>
    StoppedKratom,

    /// <summary>Began to cut down.</summary>
    CutDown,

    /// <summary>Returned to kratom after a time without.</summary>
    ReturnToKratom,

    /// <summary>Returned to opioids after a time without.</summary>
    ReturnToOpioids,

    /// <summary>An overdose.</summary>
    Overdose,

    /// <summary>Pregnancy found.</summary>
    PregnancyFound,

    /// <summary>Gave birth.</summary>
    Birth,

    /// <summary>Left custody.</summary>
    ReleasedFromCustody,

    /// <summary>Completed a withdrawal programme.</summary>
    CompletedWithdrawal,

    /// <summary>Lost home, work or a person.</summary>
    Loss,
}

/// <summary>An event of a life.</summary>
public sealed record Life : Event
{
    /// <summary>What happened.</summary>
    public required LifeEvent What { get; init; }
}

/// <summary>How hard something is.</summary>
[JsonConverter(typeof(Json.WordConverter<Difficulty>))]
public enum Difficulty
{
    /// <summary>No difficulty.</summary>
    None,

    /// <summary>Some.</summary>
    Some,

    /// <summary>Serious.</summary>
    Serious,
}

/// <summary>What kratom does to daily life. Null means not asked.</summary>
public sealed record FunctionReport : Event
{
    /// <summary>Work.</summary>
    public Difficulty? Work { get; init; }

    /// <summary>School.</summary>
    public Difficulty? School { get; init; }

    /// <summary>Family and other relationships.</summary>
    public Difficulty? Relationships { get; init; }

    /// <summary>Money.</summary>
    public Difficulty? Money { get; init; }

    /// <summary>Hiding use, from others or from a clinician.</summary>
    public Difficulty? Secrecy { get; init; }

    /// <summary>Things given up.</summary>
    public Difficulty? Activities { get; init; }

    /// <summary>Driving or other hazards after use.</summary>
    public Difficulty? Hazard { get; init; }
}

/// <summary>A consent given or taken back.</summary>
public sealed record Consent : Event
{
    /// <summary>Who may receive.</summary>
    public required string Recipient { get; init; }

    /// <summary>What may be shared, in words.</summary>
    public required string Scope { get; init; }

    /// <summary>Given (true) or taken back (false).</summary>
    public required bool Granted { get; init; }

    /// <summary>When it ends.</summary>
    public EventTime? Expires { get; init; }
}

/// <summary>What a decision was about.</summary>
[JsonConverter(typeof(Json.WordConverter<DecisionAbout>))]
public enum DecisionAbout
{
    /// <summary>Which diagnosis code is used.</summary>
    Code,

    /// <summary>Which setting was chosen.</summary>
    Setting,

    /// <summary>Which treatment was chosen.</summary>
    Treatment,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>A choice that a clinician or the person made, with the reason.</summary>
public sealed record Decision : Event
{
    /// <summary>What it was about.</summary>
    public required DecisionAbout About { get; init; }

    /// <summary>What was chosen.</summary>
    public required string Choice { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Who chose, by role.</summary>
    public string? By { get; init; }
}
