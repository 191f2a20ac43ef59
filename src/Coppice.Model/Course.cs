using System.Runtime.InteropServices;

namespace Coppice.Model;

/// <summary>The shape of withdrawal after a last dose, read off a trace; times in hours after that dose.</summary>
/// <param name="Onset">When it first reaches the threshold and has risen by 1; null when it never does.</param>
/// <param name="Peak">The highest score.</param>
/// <param name="PeakAt">When that is.</param>
/// <param name="Eased">When it is back below the threshold for good; null when it never reached it or does not ease in time.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Course(double? Onset, double Peak, double PeakAt, double? Eased)
{
    /// <summary>The SOWS that counts as withdrawal here: 4 of 64. A convention, that of the model's check run.</summary>
    public const double Threshold = 4;

    /// <summary>Reads a trace.</summary>
    /// <param name="scores">The score by point.</param>
    /// <param name="firstHours">Hours of the first point after the last dose.</param>
    /// <param name="stepHours">Hours between points.</param>
    /// <param name="threshold">The score that counts.</param>
    public static Course Of(
        ReadOnlySpan<double> scores,
        double firstHours,
        double stepHours,
        double threshold = Threshold
    )
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException("expected at least one point", nameof(scores));
        }

        var peak = 0;
        double? onset = null;
        double? eased = null;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > scores[peak])
            {
                peak = i;
            }

            if (onset is null && scores[i] >= threshold && scores[i] >= scores[0] + 1)
            {
                onset = firstHours + (i * stepHours);
            }

            if (scores[i] >= threshold)
            {
                eased = null;
            }
            else if (eased is null && scores[peak] >= threshold)
            {
                eased = firstHours + (i * stepHours);
            }
        }

        return new Course(onset, scores[peak], firstHours + (peak * stepHours), eased);
    }
}
