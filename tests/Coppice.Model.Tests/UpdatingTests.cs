using CsCheck;

namespace Coppice.Model.Tests;

/// <summary>The ensemble against Bayes' rule on a grid of every way to report.</summary>
public class UpdatingTests
{
    private static readonly Reporting Sows = new(3, 5, 0.7, 0.4);
    private static readonly Reporting Want = new(20, 15, 0.8, 0.3);

    private static readonly Gen<(double Model, double Value, double Sd)> Scores = Gen.Select(
        Gen.Double[0, 30],
        Gen.Double[-6, 6],
        Gen.Double[2, 6],
        (model, off, sd) => (model, Sows.Base + (Sows.Gain * model) + off, sd)
    );

    [Fact]
    public void Weights_are_those_of_Bayes_rule_over_every_way_to_report() =>
        Gen.Select(Scores.Array[1, 4], Gen.Double[-5, 5].Array[5])
            .Sample(
                (scores, apart) =>
                {
                    var modelled = scores.Select(s => apart.Select(a => s.Model + a).ToArray()).ToList();
                    var updated = Update(modelled, [.. scores.Select((s, k) => Withdrawal(k, s.Value, s.Sd))]);
                    var likely = apart.Select(a =>
                        Grid([.. scores.Select(s => s with { Model = s.Model + a })]).Likely
                    );
                    var expected = Normal([.. likely.Select(l => Math.Pow(l, updated.Tempering))]);
                    Assert.Equal(expected, updated.Weights, (e, f) => Math.Abs(e - f) < 1e-6);
                    Assert.Equal(1 / expected.Sum(w => w * w), updated.EffectiveSize, 1e-4);
                },
                iter: 40
            );

    [Fact]
    public void What_is_known_of_the_way_to_report_is_the_posterior_on_the_grid()
    {
        const int members = 40_000;
        (double Model, double Value, double Sd)[] scores = [(2, 6, 2), (15, 22, 3), (9, 14, 2)];
        var updated = Update(
            [.. scores.Select(s => Enumerable.Repeat(s.Model, members).ToArray())],
            [.. scores.Select((s, k) => Withdrawal(k, s.Value, s.Sd))],
            members
        );
        var grid = Grid(scores);
        var bases = Enumerable.Range(0, members).Select(i => updated.Base(Measure.Withdrawal, i)).ToArray();
        var gains = Enumerable.Range(0, members).Select(i => updated.Gain(Measure.Withdrawal, i)).ToArray();
        Assert.Equal(grid.Base, bases.Average(), 0.05);
        Assert.Equal(grid.Gain, gains.Average(), 0.01);
        Assert.Equal(grid.BaseSd, Sd(bases), 0.05);
        Assert.Equal(grid.GainSd, Sd(gains), 0.01);
        var together = bases.Zip(gains, (b, g) => (b - grid.Base) * (g - grid.Gain)).Average();
        Assert.Equal(grid.Together, together, 0.01);
        Assert.All(updated.Weights, w => Assert.Equal(1.0 / members, w, 1e-12));
    }

    [Fact]
    public void Before_any_score_people_report_as_people_do()
    {
        const int members = 20_000;
        var updated = Update([], [], members);
        Assert.Equal(members, updated.EffectiveSize, 1e-6);
        Assert.Equal(1, updated.Tempering);
        Assert.Equal(1, updated.Widening);
        Assert.Equal(double.NaN, updated.Coverage);
        Assert.Equal(double.NaN, updated.Crps);
        var bases = Enumerable.Range(0, members).Select(i => updated.Base(Measure.Craving, i)).ToArray();
        var gains = Enumerable.Range(0, members).Select(i => updated.Gain(Measure.Craving, i)).ToArray();
        Assert.Equal(Want.Base, bases.Average(), 0.4);
        Assert.Equal(Want.BaseSd, Sd(bases), 0.4);
        Assert.Equal(Want.Gain, gains.Average(), 0.02);
        Assert.True(gains.Min() >= 0.1);
    }

    [Fact]
    public void A_score_of_craving_tells_nothing_of_how_withdrawal_is_reported()
    {
        var plain = Update([], [], 50);
        var craving = Update(
            [
                [.. Enumerable.Repeat(40.0, 50)],
            ],
            [new Observation(0, Measure.Craving, 90, 5)],
            50
        );
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(plain.Base(Measure.Withdrawal, i), craving.Base(Measure.Withdrawal, i));
            Assert.Equal(plain.Gain(Measure.Withdrawal, i), craving.Gain(Measure.Withdrawal, i));
        }

        Assert.NotEqual(plain.Base(Measure.Craving, 0), craving.Base(Measure.Craving, 0));
    }

    [Fact]
    public void However_sure_the_scores_a_tenth_of_the_members_still_counts()
    {
        var updated = Update(
            [.. Enumerable.Range(0, 30).Select(k => Enumerable.Range(0, 200).Select(i => Says(i, k)).ToArray())],
            [.. Enumerable.Range(0, 30).Select(k => Withdrawal(k, 3 + (0.7 * Says(0, k)), 0.2))],
            200
        );
        Assert.InRange(updated.EffectiveSize, 20, 20.1);
        Assert.InRange(updated.Tempering, 1e-9, 0.99);
        Assert.Equal(1, updated.Weights.Sum(), 1e-12);
        Assert.Equal(updated.Weights.Max(), updated.Weights[0]);

        static double Says(int member, int score) => 20 * Math.Abs(Math.Sin((member + 1) * (score + 1)));
    }

    [Fact]
    public void Scores_that_say_little_count_in_full()
    {
        double[] each = [.. Enumerable.Range(0, 200).Select(i => i * 0.1)];
        var updated = Update([each], [Withdrawal(0, 10, 8)], 200);
        Assert.Equal(1, updated.Tempering);
        Assert.InRange(updated.EffectiveSize, 20, 200);
    }

    [Fact]
    public void A_forecast_is_graded_before_it_knows_the_score_and_never_again()
    {
        double[] each = [.. Enumerable.Range(0, 400).Select(i => i * 0.05)];
        var first = Update([each, each], [Withdrawal(0, 12, 3), Withdrawal(60, 15, 3)], 400);
        var second = Update([each, each], [Withdrawal(0, 12, 3), Withdrawal(60, 40, 3)], 400);
        Assert.Equal(first.Grades[0], second.Grades[0]);
        Assert.Equal(first.Grades[1].Forecast, second.Grades[1].Forecast);
        Assert.True(second.Grades[1].Crps > first.Grades[1].Crps);
        Assert.True(second.Widening > first.Widening);
    }

    [Fact]
    public void A_grade_is_the_score_of_the_forecast_with_the_error_of_the_instrument()
    {
        const int members = 40_000;
        var updated = Update(
            [
                [.. Enumerable.Repeat(10.0, members)],
            ],
            [Withdrawal(0, 18, 4)],
            members
        );
        var grade = Assert.Single(updated.Grades);
        var sd = Math.Sqrt((Sows.BaseSd * Sows.BaseSd) + (100 * Sows.GainSd * Sows.GainSd) + 16);
        var (mean, spread) = Clamped(10, sd);
        Assert.Equal((18 - mean) / spread, grade.Surprise, 0.02);
        Assert.Equal(10, grade.Forecast.Median, 0.15);
        Assert.Equal(10 + (1.2816 * sd), grade.Forecast.High, 0.25);
        Assert.Equal(Math.Max(0, 10 - (1.2816 * sd)), grade.Forecast.Low, 0.25);
        Assert.Equal(18 <= grade.Forecast.High, grade.Covered);
        Assert.Equal(grade.Covered ? 1 : 0, updated.Coverage);
        Assert.Equal(grade.Crps, updated.Crps);
    }

    [Fact]
    public void Bands_widen_by_how_far_off_earlier_forecasts_were_and_never_narrow() =>
        Gen.Double[0, 64]
            .Array[1, 8]
            .Sample(
                values =>
                {
                    double[] each = [.. Enumerable.Range(0, 100).Select(i => i * 0.1)];
                    var updated = Update(
                        [.. values.Select(_ => each)],
                        [.. values.Select((v, k) => Withdrawal(k, v, 2))],
                        100
                    );
                    var squares = updated.Grades.Sum(g => g.Surprise * g.Surprise);
                    Assert.Equal(Math.Max(1, Math.Sqrt((5 + squares) / (5 + values.Length))), updated.Widening, 1e-12);
                    Assert.Equal(updated.Grades.Average(g => g.Covered ? 1.0 : 0), updated.Coverage, 1e-12);
                    Assert.Equal(updated.Grades.Average(g => g.Crps), updated.Crps, 1e-12);
                    Assert.All(
                        updated.Grades,
                        g =>
                            Assert.Equal(
                                g.Forecast.Low <= g.Observation.Value && g.Observation.Value <= g.Forecast.High,
                                g.Covered
                            )
                    );
                },
                iter: 200
            );

    [Fact]
    public void A_band_widened_by_earlier_misses_is_the_one_that_is_graded()
    {
        double[] each = [.. Enumerable.Repeat(10.0, 5_000)];
        var missed = Update([each, each], [Withdrawal(0, 60, 100), Withdrawal(1, 10, 2)], 5_000);
        var hit = Update([each, each], [Withdrawal(0, 10, 100), Withdrawal(1, 10, 2)], 5_000);
        Assert.Equal(1, hit.Widening, 0.2);
        Assert.True(missed.Grades[1].Forecast.High >= hit.Grades[1].Forecast.High);
    }

    [Fact]
    public void Members_are_chosen_in_proportion_to_their_weight_to_within_one() =>
        Gen.Select(Gen.Double[0, 30].Array[2, 40], Gen.Int[1, 300])
            .Sample(
                (each, count) =>
                {
                    var updated = Update([each], [Withdrawal(0, 12, 2)], each.Length);
                    var chosen = updated.Choose(count);
                    Assert.Equal(count, chosen.Length);
                    Assert.Equal(chosen.Order(), chosen);
                    for (var i = 0; i < each.Length; i++)
                    {
                        Assert.InRange(
                            chosen.Count(c => c == i),
                            (count * updated.Weights[i]) - 1.000001,
                            (count * updated.Weights[i]) + 1.000001
                        );
                    }
                },
                iter: 2_000
            );

    [Fact]
    public void What_is_reported_is_base_and_gain_within_the_scale()
    {
        var updated = Update([], [], 100);
        double[] modelled = [.. Enumerable.Range(0, 100).Select(i => i * 3.0)];
        foreach (var (measure, top) in new[] { (Measure.Withdrawal, 64.0), (Measure.Craving, 100.0) })
        {
            var reported = (double[])modelled.Clone();
            updated.Report(measure, reported);
            for (var i = 0; i < reported.Length; i++)
            {
                var straight = updated.Base(measure, i) + (updated.Gain(measure, i) * modelled[i]);
                Assert.Equal(Math.Clamp(straight, 0, top), reported[i]);
            }

            Assert.Equal(top, Updated.Top(measure));
            Assert.Contains(reported, r => r == top);
        }
    }

    private static Observation Withdrawal(int minute, double value, double sd) =>
        new(minute, Measure.Withdrawal, value, sd);

    private static Updated Update(
        IReadOnlyList<double[]> modelled,
        IReadOnlyList<Observation> observations,
        int members = 5
    ) => Updated.From(modelled, observations, Sows, Want, new Counter(11), members);

    private static double[] Normal(double[] values) => [.. values.Select(v => v / values.Sum())];

    private static double Sd(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    /// <summary>Mean and standard deviation of a normal number that is held at 0, by sums over its density.</summary>
    private static (double Mean, double Sd) Clamped(double mean, double sd)
    {
        double weight = 0,
            first = 0,
            second = 0;
        for (var z = -8.0; z <= 8; z += 1e-3)
        {
            var density = Math.Exp(-0.5 * z * z);
            var value = Math.Clamp(mean + (sd * z), 0, 64);
            weight += density;
            first += density * value;
            second += density * value * value;
        }

        first /= weight;
        return (first, Math.Sqrt((second / weight) - (first * first)));
    }

    /// <summary>Bayes' rule by sums over a grid of base and gain, eight standard deviations either way.</summary>
    private static (double Likely, double Base, double Gain, double BaseSd, double GainSd, double Together) Grid(
        (double Model, double Value, double Sd)[] scores
    )
    {
        double sum = 0,
            b1 = 0,
            g1 = 0,
            b2 = 0,
            g2 = 0,
            bg = 0;
        const int steps = 400;
        for (var i = -steps; i <= steps; i++)
        {
            var zb = 8.0 * i / steps;
            var b = Sows.Base + (Sows.BaseSd * zb);
            for (var j = -steps; j <= steps; j++)
            {
                var zg = 8.0 * j / steps;
                var g = Sows.Gain + (Sows.GainSd * zg);
                var log = -0.5 * ((zb * zb) + (zg * zg));
                foreach (var (model, value, sd) in scores)
                {
                    var off = (value - b - (g * model)) / sd;
                    log -= 0.5 * off * off;
                }

                var weight = Math.Exp(log);
                sum += weight;
                b1 += weight * b;
                g1 += weight * g;
                b2 += weight * b * b;
                g2 += weight * g * g;
                bg += weight * b * g;
            }
        }

        b1 /= sum;
        g1 /= sum;
        return (
            sum,
            b1,
            g1,
            Math.Sqrt((b2 / sum) - (b1 * b1)),
            Math.Sqrt((g2 / sum) - (g1 * g1)),
            (bg / sum) - (b1 * g1)
        );
    }
}
