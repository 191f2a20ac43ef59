using System.Text.Json.Serialization;
using NodaTime;

namespace Coppice.Record;

/// <summary>Sex recorded at birth; null in a record means not known.</summary>
[JsonConverter(typeof(Json.WordConverter<Sex>))]
public enum Sex
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Intersex.</summary>
    Intersex,
}

/// <summary>Whether the person is pregnant or has lately given birth; null in a record means not known.</summary>
[JsonConverter(typeof(Json.WordConverter<Pregnancy>))]
public enum Pregnancy
{
    /// <summary>Not pregnant and not post-partum.</summary>
    NotPregnant,

    /// <summary>Pregnant.</summary>
    Pregnant,

    /// <summary>Within a year after birth.</summary>
    PostPartum,
}

/// <summary>Facts about the person that change slowly. Every one may be unknown (null); unknown is never read as "no".</summary>
public sealed record Person
{
    /// <summary>Age in years, 0–120.</summary>
    public int? AgeYears { get; init; }

    /// <summary>Sex recorded at birth.</summary>
    public Sex? SexAtBirth { get; init; }

    /// <summary>Pregnancy state.</summary>
    public Pregnancy? Pregnancy { get; init; }

    /// <summary>ISO 3166-2 region such as <c>US-PA</c>, for law and resources.</summary>
    public string? Region { get; init; }

    /// <summary>IANA zone in which the person lives; days without a zone are read in it. UTC when not given.</summary>
    public string? TimeZone { get; init; }

    /// <summary>For a newborn: whether kratom was used during the pregnancy.</summary>
    public bool? ExposedToKratomBeforeBirth { get; init; }

    /// <summary>The zone named by <see cref="TimeZone"/>, or UTC.</summary>
    [JsonIgnore]
    public DateTimeZone Home => (TimeZone is null ? null : EventTime.IanaZone(TimeZone)) ?? DateTimeZone.Utc;
}

/// <summary>The circumstances that decide what care is possible. Null means not known.</summary>
public sealed record Circumstances
{
    /// <summary>Home is safe and supports stopping.</summary>
    public bool? SafeHome { get; init; }

    /// <summary>Housing is stable.</summary>
    public bool? StableHousing { get; init; }

    /// <summary>Somebody is at home, or can be reached, who could help.</summary>
    public bool? SomeoneToHelp { get; init; }

    /// <summary>The person can be reached by telephone.</summary>
    public bool? ReachableByPhone { get; init; }

    /// <summary>Naloxone is at hand.</summary>
    public bool? HasNaloxone { get; init; }

    /// <summary>An overdose plan has been talked through.</summary>
    public bool? HasOverdosePlan { get; init; }

    /// <summary>Hours a week the person could attend care, 0–168.</summary>
    public int? HoursForCare { get; init; }

    /// <summary>Getting to care is hard.</summary>
    public bool? TransportBarrier { get; init; }

    /// <summary>Paying for care is hard.</summary>
    public bool? InsuranceBarrier { get; init; }

    /// <summary>Care of children or others stands in the way.</summary>
    public bool? ChildCareBarrier { get; init; }

    /// <summary>Lives with support and a stable day.</summary>
    public bool? Supported { get; init; }

    /// <summary>Would like to discuss buprenorphine.</summary>
    public bool? WantsBuprenorphine { get; init; }

    /// <summary>The setting the person would prefer.</summary>
    public CareSetting? PreferredSetting { get; init; }
}

/// <summary>Where care happens.</summary>
[JsonConverter(typeof(Json.WordConverter<CareSetting>))]
public enum CareSetting
{
    /// <summary>Emergency department.</summary>
    Emergency,

    /// <summary>Hospital, medically managed around the clock.</summary>
    Hospital,

    /// <summary>Residential care around the clock.</summary>
    Residential,

    /// <summary>Partial hospitalisation, 20 hours a week or more.</summary>
    PartialHospital,

    /// <summary>Intensive outpatient, 9–19 hours a week.</summary>
    IntensiveOutpatient,

    /// <summary>Outpatient.</summary>
    Outpatient,

    /// <summary>Telehealth.</summary>
    Telehealth,

    /// <summary>At home, without a programme.</summary>
    Home,

    /// <summary>Jail or prison.</summary>
    Custody,
}
