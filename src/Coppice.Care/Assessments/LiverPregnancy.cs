namespace Coppice.Care;

/// <summary>
/// Liver findings in pregnancy. Advice to stop kratom on one's own would contradict the pregnancy gate, so the person hears one finding
/// that holds both: be seen, and let the team stop it with you.
/// </summary>
internal static class LiverPregnancy
{
    private static readonly string[] AdviceToStop =
    [
        "liver.urgent",
        "liver.hys-law",
        "liver.second-peak",
        "liver.stop-kratom",
        "liver.raised",
        "liver.recovering",
    ];

    public static IReadOnlyList<Finding> Of(Chart chart, bool? pregnant, IReadOnlyList<Finding> liver)
    {
        var advice = liver.Where(f => AdviceToStop.Contains(f.Id)).ToList();
        if (pregnant != true || advice.Count == 0)
        {
            return liver;
        }

        return
        [
            chart.Knowledge.Finding(
                "liver.in-pregnancy",
                advice.Min(f => f.Urgency),
                [new Input("Pregnancy", "yes"), .. advice.SelectMany(f => f.Because).Distinct()]
            ),
            .. liver.Select(f => advice.Contains(f) ? f with { Person = null } : f),
        ];
    }
}
