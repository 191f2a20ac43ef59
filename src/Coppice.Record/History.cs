using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>Substances other than kratom, in the groups that matter for safety.</summary>
[JsonConverter(typeof(Json.WordConverter<Substance>))]
public enum Substance
{
    /// <summary>Alcohol.</summary>
    Alcohol,

    /// <summary>Benzodiazepines.</summary>
    Benzodiazepine,

    /// <summary>Z-drugs, barbiturates and other sedatives.</summary>
    OtherSedative,

    /// <summary>Gabapentin or pregabalin, not as prescribed.</summary>
    Gabapentinoid,

    /// <summary>Heroin.</summary>
    Heroin,

    /// <summary>Fentanyl and its analogues.</summary>
    Fentanyl,

    /// <summary>Prescription opioids.</summary>
    PrescriptionOpioid,

    /// <summary>Methadone.</summary>
    Methadone,

    /// <summary>Buprenorphine.</summary>
    Buprenorphine,

    /// <summary>Tianeptine.</summary>
    Tianeptine,

    /// <summary>Cocaine, amphetamines and other stimulants.</summary>
    Stimulant,

    /// <summary>Cannabis.</summary>
    Cannabis,

    /// <summary>Nicotine.</summary>
    Nicotine,

    /// <summary>Caffeine.</summary>
    Caffeine,

    /// <summary>Psilocybin, LSD and other hallucinogens, Datura included.</summary>
    Hallucinogen,

    /// <summary>Kava.</summary>
    Kava,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How much of a use disorder there is, or was, with one substance.</summary>
[JsonConverter(typeof(Json.WordConverter<UseDisorder>))]
public enum UseDisorder
{
    /// <summary>None.</summary>
    None,

    /// <summary>Mild.</summary>
    Mild,

    /// <summary>Moderate.</summary>
    Moderate,

    /// <summary>Severe.</summary>
    Severe,

    /// <summary>Present, severity not stated.</summary>
    Unspecified,
}

/// <summary>What is known of one other substance. Null means not known.</summary>
public sealed record SubstanceHistory
{
    /// <summary>The substance.</summary>
    public required Substance Substance { get; init; }

    /// <summary>Used now (within the past month).</summary>
    public bool? UsesNow { get; init; }

    /// <summary>Used on most days now.</summary>
    public bool? Daily { get; init; }

    /// <summary>The use disorder, past or present.</summary>
    public UseDisorder? Disorder { get; init; }

    /// <summary>The disorder is in remission.</summary>
    public bool? InRemission { get; init; }

    /// <summary>Has had withdrawal from it.</summary>
    public bool? WithdrawalBefore { get; init; }

    /// <summary>Last use.</summary>
    public EventTime? LastUse { get; init; }
}

/// <summary>Conditions that a rule of Coppice reads.</summary>
[JsonConverter(typeof(Json.WordConverter<Condition>))]
public enum Condition
{
    /// <summary>Depression.</summary>
    Depression,

    /// <summary>Anxiety disorder.</summary>
    Anxiety,

    /// <summary>Post-traumatic stress disorder.</summary>
    Ptsd,

    /// <summary>Bipolar disorder.</summary>
    Bipolar,

    /// <summary>A psychotic disorder, or psychosis now.</summary>
    Psychosis,

    /// <summary>Mania now.</summary>
    Mania,

    /// <summary>Attention-deficit / hyperactivity disorder.</summary>
    Adhd,

    /// <summary>Postpartum depression.</summary>
    PostpartumDepression,

    /// <summary>A suicide attempt in the past.</summary>
    SuicideAttempt,

    /// <summary>Chronic pain.</summary>
    ChronicPain,

    /// <summary>Insomnia.</summary>
    Insomnia,

    /// <summary>A seizure in the past, of any cause.</summary>
    Seizure,

    /// <summary>A seizure during withdrawal.</summary>
    SeizureInWithdrawal,

    /// <summary>Liver disease.</summary>
    LiverDisease,

    /// <summary>Acute hepatitis or liver failure now.</summary>
    AcuteHepatitis,

    /// <summary>Heart disease.</summary>
    HeartDisease,

    /// <summary>Severe coronary insufficiency or recent myocardial infarction.</summary>
    CoronaryDisease,

    /// <summary>Heart failure.</summary>
    HeartFailure,

    /// <summary>An arrhythmia or marked bradycardia.</summary>
    Arrhythmia,

    /// <summary>Long QT, congenital.</summary>
    CongenitalLongQt,

    /// <summary>Cerebrovascular disease.</summary>
    CerebrovascularDisease,

    /// <summary>Severe lung disease.</summary>
    LungDisease,

    /// <summary>Sleep apnoea.</summary>
    SleepApnoea,

    /// <summary>Chronic kidney disease.</summary>
    KidneyDisease,

    /// <summary>Dialysis.</summary>
    Dialysis,

    /// <summary>Low potassium or magnesium, not yet corrected.</summary>
    ElectrolyteProblem,

    /// <summary>Thyroid disease.</summary>
    ThyroidDisease,

    /// <summary>Known CYP2D6 poor metaboliser.</summary>
    Cyp2D6PoorMetaboliser,
}

/// <summary>A condition that is known to be present or known to be absent. One that is not listed is not known.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Present">Whether the person has, or for past things has had, it.</param>
/// <param name="Severe">Whether it is severe or unstable now.</param>
public sealed record ConditionHistory(Condition Condition, bool Present, bool? Severe = null);

/// <summary>What came before. Every answer may be unknown (null), which is never read as "no".</summary>
public sealed record History
{
    /// <summary>Has or had opioid use disorder (opioids other than kratom).</summary>
    public bool? OpioidUseDisorder { get; init; }

    /// <summary>Last use of an opioid other than kratom or prescribed treatment.</summary>
    public EventTime? LastOpioidUse { get; init; }

    /// <summary>Has ever overdosed on an opioid, or on kratom.</summary>
    public bool? Overdose { get; init; }

    /// <summary>The person has been asked about kratom and 7-OH by the care team.</summary>
    public bool? AskedAboutKratom { get; init; }

    /// <summary>Outpatient attempts at stopping that did not work, 0–1,000.</summary>
    public int? FailedOutpatientAttempts { get; init; }

    /// <summary>Has had severe withdrawal before.</summary>
    public bool? SevereWithdrawalBefore { get; init; }

    /// <summary>Other substances.</summary>
    public IReadOnlyList<SubstanceHistory> Substances
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Conditions known to be present or absent.</summary>
    public IReadOnlyList<ConditionHistory> Conditions
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Child-Pugh score, 5–15, when liver function has been graded.</summary>
    public int? ChildPugh { get; init; }
}
