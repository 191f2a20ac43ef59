namespace Coppice.Bench.Ctn;

/// <summary>
/// Ranked probability score of the four withdrawal bands: the sum over the three cuts of (forecast share at or below the cut − whether the
/// band was at or below it)², divided by 3. 0 is perfect, 1 the worst; lower is better. Epstein ES, J Appl Meteorol 1969;8:985.
/// </summary>
internal static class Rps
{
    public const int Bands = 4;

    public static double Of(double[] shares, int band)
    {
        double sum = 0;
        double below = 0;
        for (var cut = 0; cut < Bands - 1; cut++)
        {
            below += shares[cut];
            var error = below - (band <= cut ? 1 : 0);
            sum += error * error;
        }

        return sum / (Bands - 1);
    }

    /// <summary>The score of every case, each forecast by a forecaster trained on the other folds, in the order of the cases.</summary>
    public static double[] CrossValidated(Forecaster forecaster, IReadOnlyList<Case> cases)
    {
        var scores = new double[cases.Count];
        for (var fold = 0; fold < CtnData.Folds; fold++)
        {
            var forecast = forecaster.Train([.. cases.Where(c => c.Fold != fold)]);
            for (var i = 0; i < cases.Count; i++)
            {
                if (cases[i].Fold == fold)
                {
                    scores[i] = Of(forecast(cases[i].Known, cases[i].TargetDay), cases[i].Band);
                }
            }
        }

        return scores;
    }
}
