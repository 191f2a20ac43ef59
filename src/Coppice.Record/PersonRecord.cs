namespace Coppice.Record;

/// <summary>
/// One person's facts and time line: the whole input of a review. The record judges nothing. Everything in it may be unknown,
/// and unknown is null or absent, never zero and never "no".
/// </summary>
/// <remarks>
/// Implementation note: the generated reader sets every init property, with null for one that the document leaves out, so a
/// property that is never null turns null into its empty value.
/// </remarks>
public sealed record PersonRecord
{
    /// <summary>The format this version of Coppice reads and writes.</summary>
    public const string CurrentFormat = "coppice-record/1";

    /// <summary>The format of the document; must be <see cref="CurrentFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>The writer's identifier for the record. No name, no address.</summary>
    public string? Id { get; init; }

    /// <summary>The moment at which this document asks to be read, so that an example never ages. Must be exact.</summary>
    public EventTime? Now { get; init; }

    /// <summary>Facts about the person.</summary>
    public Person Person
    {
        get;
        init => field = value ?? new();
    } = new();

    /// <summary>What came before.</summary>
    public History History
    {
        get;
        init => field = value ?? new();
    } = new();

    /// <summary>What decides which care is possible.</summary>
    public Circumstances Circumstances
    {
        get;
        init => field = value ?? new();
    } = new();

    /// <summary>The time line, in any order.</summary>
    public IReadOnlyList<Event> Events
    {
        get;
        init => field = value ?? [];
    } = [];
}
