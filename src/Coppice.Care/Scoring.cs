using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Scores every instrument by what its questionnaire says. Missing is missing, never zero; an illegal value is refused.</summary>
public static class Scoring
{
    /// <summary>Answers that the instrument does not allow, with the legal ones. Empty when all are legal.</summary>
    public static IReadOnlyList<IllegalAnswer> Illegal(Instrument instrument, Answers answers) =>
        throw new NotSupportedException($"{instrument?.Id} {answers?.Instrument}");

    /// <summary>Scores answers. </summary>
    /// <exception cref="ArgumentException">An answer is illegal; see <see cref="Illegal"/>.</exception>
    public static Score Score(Instrument instrument, Answers answers) =>
        throw new NotSupportedException($"{instrument?.Id} {answers?.Instrument}");
}
