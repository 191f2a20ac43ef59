using Coppice.Knowledge;
using Coppice.Record;

namespace Coppice.Care;

/// <summary>Checks a record's answers against the instruments: an illegal answer is refused before anything is computed.</summary>
public static class RecordAnswers
{
    /// <summary>Every answer that no instrument allows, with its path and what would be right.</summary>
    public static IReadOnlyList<RecordProblem> Problems(PersonRecord record, KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(knowledge);
        var problems = new List<RecordProblem>();
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i] is not Answers answers)
            {
                continue;
            }

            if (!knowledge.Instruments.TryGetValue(answers.Instrument, out var instrument))
            {
                var known = string.Join(", ", knowledge.Instruments.Keys.Order(StringComparer.Ordinal));
                problems.Add(
                    new RecordProblem(
                        $"$.events[{i}].instrument",
                        $"expected one of {known}; found '{answers.Instrument}'"
                    )
                );
                continue;
            }

            problems.AddRange(
                Scoring
                    .Illegal(instrument, answers)
                    .Select(illegal => new RecordProblem(
                        $"$.events[{i}].{Field(answers, illegal.Item)}",
                        illegal.Message
                    ))
            );
        }

        return problems;
    }

    private static string Field(Answers answers, string item) =>
        answers.Items?.ContainsKey(item) == true ? $"items['{item}']" : item;
}
