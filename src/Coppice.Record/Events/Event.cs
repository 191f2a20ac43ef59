using System.Text.Json.Serialization;

namespace Coppice.Record;

/// <summary>Something that happened, or was said, measured or decided, at a time. The time line of a record is a list of these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Use), "use")]
[JsonDerivedType(typeof(Habit), "habit")]
[JsonDerivedType(typeof(Symptoms), "symptoms")]
[JsonDerivedType(typeof(Answers), "answers")]
[JsonDerivedType(typeof(Craving), "craving")]
[JsonDerivedType(typeof(Vitals), "vitals")]
[JsonDerivedType(typeof(Laboratory), "laboratory")]
[JsonDerivedType(typeof(Ecg), "ecg")]
[JsonDerivedType(typeof(UrineTest), "urineTest")]
[JsonDerivedType(typeof(Medicine), "medicine")]
[JsonDerivedType(typeof(CareEpisode), "care")]
[JsonDerivedType(typeof(Life), "life")]
[JsonDerivedType(typeof(FunctionReport), "function")]
[JsonDerivedType(typeof(Spending), "spending")]
[JsonDerivedType(typeof(Stock), "stock")]
[JsonDerivedType(typeof(Consent), "consent")]
[JsonDerivedType(typeof(Decision), "decision")]
[JsonDerivedType(typeof(ReductionPlan), "plan")]
[JsonDerivedType(typeof(Note), "note")]
public abstract record Event
{
    /// <summary>The writer's own identifier, unique in the record when given.</summary>
    [JsonPropertyOrder(-2)]
    public string? Id { get; init; }

    /// <summary>When it happened; null when that is not known. An event without a time is kept but is in no trend.</summary>
    [JsonPropertyOrder(-1)]
    public EventTime? At { get; init; }

    /// <summary>Free words.</summary>
    [JsonPropertyOrder(1)]
    public string? Text { get; init; }
}

/// <summary>Free words with a time.</summary>
public sealed record Note : Event;
