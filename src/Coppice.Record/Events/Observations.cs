using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>Symptoms and signs that a rule of Coppice reads.</summary>
[JsonConverter(typeof(Json.WordConverter<Symptom>))]
public enum Symptom
{
    /// <summary>Anxiety.</summary>
    Anxiety,

    /// <summary>Restlessness.</summary>
    Restlessness,

    /// <summary>Yawning.</summary>
    Yawning,

    /// <summary>Sweating.</summary>
    Sweating,

    /// <summary>Watery eyes.</summary>
    Tearing,

    /// <summary>Runny nose.</summary>
    RunnyNose,

    /// <summary>Gooseflesh.</summary>
    Gooseflesh,

    /// <summary>Tremor.</summary>
    Tremor,

    /// <summary>Hot flushes.</summary>
    HotFlashes,

    /// <summary>Chills.</summary>
    Chills,

    /// <summary>Muscle, bone or joint aches.</summary>
    Aches,

    /// <summary>Nausea.</summary>
    Nausea,

    /// <summary>Vomiting.</summary>
    Vomiting,

    /// <summary>Diarrhoea.</summary>
    Diarrhoea,

    /// <summary>Stomach cramps.</summary>
    Cramps,

    /// <summary>Twitching or jerks.</summary>
    Twitching,

    /// <summary>Insomnia.</summary>
    Insomnia,

    /// <summary>Nightmares.</summary>
    Nightmares,

    /// <summary>Low appetite.</summary>
    LowAppetite,

    /// <summary>Weight loss.</summary>
    WeightLoss,

    /// <summary>Low mood.</summary>
    LowMood,

    /// <summary>Anger, aggression.</summary>
    Anger,

    /// <summary>Fatigue.</summary>
    Fatigue,

    /// <summary>Poor concentration.</summary>
    BrainFog,

    /// <summary>Restless legs.</summary>
    RestlessLegs,

    /// <summary>Blurred vision.</summary>
    BlurredVision,

    /// <summary>Palpitations.</summary>
    Palpitations,

    /// <summary>Constipation.</summary>
    Constipation,

    /// <summary>Craving.</summary>
    Craving,

    /// <summary>Drowsiness.</summary>
    Drowsiness,

    /// <summary>Fever, felt or measured.</summary>
    Fever,

    /// <summary>Stiff neck.</summary>
    StiffNeck,

    /// <summary>Yellow eyes or skin.</summary>
    Jaundice,

    /// <summary>Dark urine.</summary>
    DarkUrine,

    /// <summary>Itch.</summary>
    Itch,

    /// <summary>Abdominal pain.</summary>
    AbdominalPain,

    /// <summary>Chest pain.</summary>
    ChestPain,

    /// <summary>Fainting.</summary>
    Fainting,

    /// <summary>A seizure.</summary>
    Seizure,

    /// <summary>Confusion or delirium.</summary>
    Confusion,

    /// <summary>Hallucinations.</summary>
    Hallucinations,

    /// <summary>Mania.</summary>
    Mania,

    /// <summary>Severe agitation or violence.</summary>
    Agitation,

    /// <summary>Cannot be woken.</summary>
    CannotWake,

    /// <summary>Slow or stopped breathing.</summary>
    SlowBreathing,

    /// <summary>Blue or grey lips or skin.</summary>
    BlueLips,

    /// <summary>No urine for 12 hours.</summary>
    NoUrine,

    /// <summary>Cannot keep fluids down for 12 to 24 hours.</summary>
    CannotKeepFluids,

    /// <summary>Blood in vomit or stool.</summary>
    BloodInVomitOrStool,

    /// <summary>Thoughts of suicide.</summary>
    SuicidalThoughts,

    /// <summary>A plan or intent of suicide.</summary>
    SuicidalPlan,

    /// <summary>Vaginal bleeding in pregnancy.</summary>
    VaginalBleeding,

    /// <summary>The baby moves less.</summary>
    LessFetalMovement,

    /// <summary>Newborn: tremulous.</summary>
    NewbornTremor,

    /// <summary>Newborn: feeds poorly.</summary>
    NewbornPoorFeeding,

    /// <summary>Newborn: high-pitched cry.</summary>
    NewbornHighCry,
}

/// <summary>One symptom, present or known to be absent.</summary>
/// <param name="Symptom">The symptom.</param>
/// <param name="Present">Whether it is there; a symptom that is listed without this is.</param>
/// <param name="Severity">0 none – 4 extreme, when graded.</param>
public sealed record SymptomReport(Symptom Symptom, bool Present = true, decimal? Severity = null);

/// <summary>Symptoms told or seen at one time. One that is not listed was not asked.</summary>
public sealed record Symptoms : Event
{
    /// <summary>The symptoms.</summary>
    public required IReadOnlyList<SymptomReport> Reports { get; init; }
}

/// <summary>Who answered or rated.</summary>
[JsonConverter(typeof(Json.WordConverter<Rater>))]
public enum Rater
{
    /// <summary>The person.</summary>
    Self,

    /// <summary>A clinician.</summary>
    Clinician,

    /// <summary>Someone else.</summary>
    Other,
}

/// <summary>An instrument that was answered. An item that is not there, or is null, was not answered: that is never zero.</summary>
public sealed record Answers : Event
{
    /// <summary>The instrument's id, such as <c>cows</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>Version of the instrument or of its scoring, such as <c>days</c> or <c>likert</c> for the BAM.</summary>
    public string? Version { get; init; }

    /// <summary>Item id to value, −1,000–1,000.</summary>
    public IReadOnlyDictionary<string, decimal?>? Items { get; init; }

    /// <summary>The total, when only that is known, 0–1,000.</summary>
    public decimal? Total { get; init; }

    /// <summary>The published severity band alone, when neither items nor total are known: 0 none, 1 mild, 2 moderate, 3 severe.</summary>
    public int? Band { get; init; }

    /// <summary>Who answered.</summary>
    public Rater? Rater { get; init; }
}

/// <summary>Vital signs.</summary>
public sealed record Vitals : Event
{
    /// <summary>Heart rate at rest, beats a minute, 10–300.</summary>
    public int? HeartRate { get; init; }

    /// <summary>Systolic blood pressure, mmHg, 30–300.</summary>
    public int? Systolic { get; init; }

    /// <summary>Diastolic blood pressure, mmHg, 10–200.</summary>
    public int? Diastolic { get; init; }

    /// <summary>Breaths a minute, 0–100.</summary>
    public int? RespiratoryRate { get; init; }

    /// <summary>Oxygen saturation, %, 30–100.</summary>
    public decimal? OxygenSaturation { get; init; }

    /// <summary>Temperature, °C, 25–45.</summary>
    public decimal? TemperatureC { get; init; }

    /// <summary>Weight, kg, 0.3–400.</summary>
    public decimal? WeightKg { get; init; }

    /// <summary>Glasgow coma score, 3–15.</summary>
    public int? GlasgowComa { get; init; }
}

/// <summary>Laboratory analytes that a rule of Coppice reads.</summary>
[JsonConverter(typeof(Json.WordConverter<Analyte>))]
public enum Analyte
{
    /// <summary>Alanine aminotransferase.</summary>
    Alt,

    /// <summary>Aspartate aminotransferase.</summary>
    Ast,

    /// <summary>Alkaline phosphatase.</summary>
    Alp,

    /// <summary>Total bilirubin.</summary>
    Bilirubin,

    /// <summary>Direct bilirubin.</summary>
    DirectBilirubin,

    /// <summary>International normalised ratio.</summary>
    Inr,

    /// <summary>Albumin.</summary>
    Albumin,

    /// <summary>Creatinine.</summary>
    Creatinine,

    /// <summary>Estimated glomerular filtration rate, mL/min/1.73 m².</summary>
    Egfr,

    /// <summary>Creatine kinase.</summary>
    CreatineKinase,

    /// <summary>Thyrotropin.</summary>
    Tsh,

    /// <summary>Potassium.</summary>
    Potassium,

    /// <summary>Magnesium.</summary>
    Magnesium,

    /// <summary>Pregnancy test (chorionic gonadotropin): 1 positive, 0 negative.</summary>
    PregnancyTest,

    /// <summary>Mitragynine in blood or serum.</summary>
    MitragynineBlood,

    /// <summary>Mitragynine in urine, as a concentration.</summary>
    MitragynineUrine,
}

/// <summary>The unit of a laboratory result.</summary>
[JsonConverter(typeof(Json.WordConverter<LabUnit>))]
public enum LabUnit
{
    /// <summary>Units a litre.</summary>
    UPerL,

    /// <summary>Milligrams a decilitre.</summary>
    MgPerDl,

    /// <summary>Micromoles a litre.</summary>
    UmolPerL,

    /// <summary>Grams a decilitre.</summary>
    GPerDl,

    /// <summary>Millimoles a litre.</summary>
    MmolPerL,

    /// <summary>Nanograms a millilitre.</summary>
    NgPerMl,

    /// <summary>Milli-international units a litre.</summary>
    MiuPerL,

    /// <summary>Millilitres a minute per 1.73 m².</summary>
    MlPerMin,

    /// <summary>A ratio or an index, without a unit.</summary>
    Ratio,
}

/// <summary>One laboratory result with the limits of the laboratory that gave it.</summary>
public sealed record Laboratory : Event
{
    /// <summary>The analyte.</summary>
    public required Analyte Analyte { get; init; }

    /// <summary>The value, 0–1,000,000.</summary>
    public required decimal Value { get; init; }

    /// <summary>The unit.</summary>
    public required LabUnit Unit { get; init; }

    /// <summary>That laboratory's upper limit of normal, in the same unit, 0.0001–1,000,000. Without it nothing is compared with a limit.</summary>
    public decimal? UpperLimit { get; init; }

    /// <summary>That laboratory's lower limit of normal, in the same unit, 0–1,000,000.</summary>
    public decimal? LowerLimit { get; init; }

    /// <summary>How many times the upper limit of normal, or null when the limit is not known.</summary>
    [JsonIgnore]
    public decimal? TimesUpperLimit => UpperLimit is > 0 ? Value / UpperLimit : null;
}

/// <summary>How QT was corrected for rate.</summary>
[JsonConverter(typeof(Json.WordConverter<QtFormula>))]
public enum QtFormula
{
    /// <summary>Bazett.</summary>
    Bazett,

    /// <summary>Fridericia.</summary>
    Fridericia,
}

/// <summary>ECG numbers, typed in by a person. No waveform is read.</summary>
public sealed record Ecg : Event
{
    /// <summary>Corrected QT interval, ms, 200–800.</summary>
    public int? QtcMs { get; init; }

    /// <summary>How it was corrected.</summary>
    public QtFormula? Formula { get; init; }

    /// <summary>QRS width, ms, 40–400.</summary>
    public int? QrsMs { get; init; }

    /// <summary>Heart rate, beats a minute, 10–300.</summary>
    public int? HeartRate { get; init; }
}

/// <summary>What a urine test can look for.</summary>
[JsonConverter(typeof(Json.WordConverter<UrineTarget>))]
public enum UrineTarget
{
    /// <summary>Opiates (morphine, codeine, heroin).</summary>
    Opiates,

    /// <summary>Oxycodone.</summary>
    Oxycodone,

    /// <summary>Fentanyl.</summary>
    Fentanyl,

    /// <summary>Methadone.</summary>
    Methadone,

    /// <summary>Buprenorphine.</summary>
    Buprenorphine,

    /// <summary>Benzodiazepines.</summary>
    Benzodiazepines,

    /// <summary>Barbiturates.</summary>
    Barbiturates,

    /// <summary>Amphetamines.</summary>
    Amphetamines,

    /// <summary>Cocaine.</summary>
    Cocaine,

    /// <summary>Cannabis.</summary>
    Cannabis,

    /// <summary>Alcohol or its metabolites.</summary>
    Alcohol,

    /// <summary>Mitragynine.</summary>
    Mitragynine,

    /// <summary>7-hydroxymitragynine.</summary>
    SevenHydroxymitragynine,
}

/// <summary>What one target showed.</summary>
[JsonConverter(typeof(Json.WordConverter<TestResult>))]
public enum TestResult
{
    /// <summary>Negative test.</summary>
    Negative,

    /// <summary>Positive test.</summary>
    Positive,

    /// <summary>Neither.</summary>
    Indeterminate,
}

/// <summary>One line of a urine test.</summary>
/// <param name="Target">What was looked for.</param>
/// <param name="Result">What was found.</param>
public sealed record UrineResult(UrineTarget Target, TestResult Result);

/// <summary>A urine test. It can only speak of the targets it lists: kratom is seen only when mitragynine or 7-OH is one of them.</summary>
public sealed record UrineTest : Event
{
    /// <summary>What was looked for and found. An empty list is a "standard" panel of which the targets are not known.</summary>
    public required IReadOnlyList<UrineResult> Results { get; init; }

    /// <summary>Whether this panel can see kratom.</summary>
    [JsonIgnore]
    public bool CanSeeKratom =>
        Results.Any(r => r.Target is UrineTarget.Mitragynine or UrineTarget.SevenHydroxymitragynine);
}
