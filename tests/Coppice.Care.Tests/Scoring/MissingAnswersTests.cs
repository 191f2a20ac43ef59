using CsCheck;

namespace Coppice.Care.Tests;

/// <summary>
/// A blank is a blank, never "nothing there". What Coppice says about a half-filled form holds however the rest is answered.
/// </summary>
public class MissingAnswersTests
{
    public static TheoryData<string> Forms => Published.Names;

    public static TheoryData<string> FormsWithTotal => Published.WithTotal;

    [Theory]
    [MemberData(nameof(Forms))]
    public void An_empty_form_says_nothing_but_what_is_missing(string name)
    {
        var form = Published.Of(name);
        foreach (var items in new[] { null, [], form.Items.ToDictionary(i => i.Id, _ => (decimal?)null) })
        {
            var score = form.Score(items);
            Assert.Null(score.Total);
            Assert.Null(score.Band);
            Assert.Null(score.BandPerson);
            Assert.False(score.Complete);
            Assert.Empty(score.Alerts);
            Assert.Equal((0, form.Maximum), (score.Low, score.High));
            Assert.Equal(form.Items.Where(i => i.Legal.Length > 0).Select(i => i.Id), score.Unanswered);
            Assert.All(score.Subscales, s => Assert.Null(s.Total));
        }
    }

    [Theory]
    [MemberData(nameof(FormsWithTotal))]
    public void What_is_said_of_a_half_filled_form_holds_however_the_rest_is_answered(string name)
    {
        var form = Published.Of(name);
        Partial(form)
            .Sample(
                answers =>
                {
                    var score = form.Score(answers);
                    var possible = Completions.Of(form, answers);
                    Assert.Equal((possible.Min, possible.Max), (score.Low, score.High));

                    var open = Completions.StillToAsk(form, answers).ToList();
                    Assert.Equal(open, score.Unanswered);
                    var known = form.How == Published.How.Screener ? possible.Count == 1 : open.Count == 0;
                    Assert.Equal(known ? possible.Min : null, score.Total);
                    Assert.Equal(known || open.Count == 0, score.Complete);

                    var bands = possible.Select(form.BandOf).Distinct().ToList();
                    Assert.Equal(bands.Count == 1 ? bands[0] : null, score.Band);
                    Assert.Equal(bands is [not null], score.BandPerson is not null);
                    if (bands.Count > 1)
                    {
                        Assert.Equal($"{bands[0]} to {bands[^1]}".Replace('-', ' '), score.BandLabel);
                    }
                },
                iter: 400
            );
    }

    [Theory]
    [InlineData("bam/days")]
    [InlineData("bam/likert")]
    public void Each_part_of_a_half_filled_BAM_has_its_own_range(string name)
    {
        var form = Published.Of(name);
        Partial(form)
            .Sample(
                answers =>
                    Assert.All(
                        form.Score(answers).Subscales,
                        part =>
                        {
                            var possible = Completions.Sums(form, [.. form.Items.Where(i => i.Id == part.Id)], answers);
                            Assert.Equal((possible.Min, possible.Max), (part.Low, part.High));
                            Assert.Equal(answers[part.Id], part.Total);
                        }
                    ),
                iter: 200
            );
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Feeling_worse_on_one_question_never_lowers_the_score(string name)
    {
        var form = Published.Of(name);
        Gen.Select(Partial(form), Gen.Int[0, 99], Gen.Int[1, 99])
            .Sample(
                (answers, which, by) =>
                {
                    var before = form.Score(answers);
                    var given = form.Items.Where(i => answers[i.Id] is not null).ToList();
                    if (given.Count == 0)
                    {
                        return;
                    }

                    var item = given[which % given.Count];
                    var at = Array.IndexOf(item.Legal, answers[item.Id]!.Value);
                    var worse = item.Legal[Math.Min(at + by, item.Legal.Length - 1)];
                    var raised = new Dictionary<string, decimal?>(answers) { [item.Id] = worse };
                    if (form.Illegal(form.Answered(raised)).Count > 0)
                    {
                        return;
                    }

                    var after = form.Score(raised);
                    Assert.True(after.Low >= before.Low);
                    Assert.True(after.High >= before.High);
                    Assert.True(!(after.Total < before.Total));
                    Assert.True(after.Alerts.Count >= before.Alerts.Count);
                    Assert.All(
                        after.Subscales.Zip(before.Subscales),
                        pair => Assert.True(pair.First.Low >= pair.Second.Low && pair.First.High >= pair.Second.High)
                    );
                },
                iter: 400
            );
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void One_more_answer_never_widens_what_is_possible(string name)
    {
        var form = Published.Of(name);
        Gen.Select(Partial(form), Gen.Int[0, 99], Gen.Int[0, 999])
            .Sample(
                (answers, which, value) =>
                {
                    var before = form.Score(answers);
                    if (before.Unanswered.Count == 0)
                    {
                        return;
                    }

                    var id = before.Unanswered[which % before.Unanswered.Count];
                    var legal = form.Items.Single(i => i.Id == id).Legal;
                    var more = new Dictionary<string, decimal?>(answers) { [id] = legal[value % legal.Length] };
                    if (form.Illegal(form.Answered(more)).Count > 0)
                    {
                        return;
                    }

                    var after = form.Score(more);
                    Assert.InRange(after.Low, before.Low, before.High);
                    Assert.InRange(after.High, after.Low, before.High);
                },
                iter: 400
            );
    }

    [Fact]
    public void A_band_is_named_early_only_when_every_way_to_finish_agrees()
    {
        var sows = Published.Of("sows");
        var most = Enumerable.Range(1, 6).ToDictionary(i => $"{i}", i => (decimal?)(i == 6 ? 1 : 4));
        var score = sows.Score(most);
        Assert.Equal((21, 61, "severe"), (score.Low, score.High, score.Band));
        Assert.Null(score.Total);
        Assert.False(score.Complete);

        most["6"] = 0;
        Assert.Null(sows.Score(most).Band);
        Assert.Equal("moderate to severe", sows.Score(most).BandLabel);
    }

    [Fact]
    public void A_span_of_bands_is_in_plain_words()
    {
        var phq9 = Published.Of("phq9");
        var items = Enumerable.Range(1, 8).ToDictionary(i => $"{i}", i => (decimal?)(i <= 6 ? 3 : 0));
        Assert.Equal("moderately severe to severe", phq9.Score(items).BandLabel);
    }

    /// <summary>Random answers that the form allows, from nearly all blank to nearly all there.</summary>
    private static Gen<Dictionary<string, decimal?>> Partial(Published.Form form) =>
        Gen.Select(Gen.Int[0, 10], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9999]).Array[form.Items.Length])
            .Select(
                (fill, draws) =>
                {
                    Dictionary<string, decimal?> answers = [];
                    foreach (var (item, (open, value)) in form.Items.Zip(draws))
                    {
                        var barred =
                            form.How != Published.How.Screener && item.AskedWhenYesTo is { } gate && answers[gate] == 0;
                        answers[item.Id] =
                            item.Legal.Length == 0 || open >= fill ? null
                            : barred ? 0
                            : item.Legal[value % item.Legal.Length];
                    }

                    return answers;
                }
            );
}
