using System.Text;

namespace Coppice.Record.Tests;

public class RecordFileTests
{
    public static TheoryData<string> Examples => Golden.Examples;

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_written_exactly_as_it_was_read(string path) =>
        Golden.Same(path, Encoding.UTF8.GetString(RecordFile.Write(Golden.Record(path))));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_carries_its_own_now_so_it_never_ages(string path)
    {
        var record = Golden.Record(path);
        Assert.NotNull(record.Now);
        Assert.All(record.Events, e => Assert.True(e.At is not { } at || at <= record.Now));
    }

    [Fact]
    public void A_record_that_says_nothing_is_a_record_in_which_nothing_is_known()
    {
        var record = Doc.Record("""{"format":"coppice-record/1"}""");
        Assert.Null(record.Now);
        Assert.Equal(new Person(), record.Person);
        Assert.Equal(new History(), record.History);
        Assert.Equal(new Circumstances(), record.Circumstances);
        Assert.Empty(record.Events);
    }

    [Fact]
    public void Lists_that_are_left_out_are_empty()
    {
        var use = Doc.Event<Use>("use", """ "product":{"kind":"tea"} """);
        Assert.Empty(use.Reasons);
        Assert.Empty(use.Felt);
        Assert.Empty(use.With);
        var habit = Doc.Event<Habit>("habit", """ "product":{"kind":"tea"} """);
        Assert.Empty(habit.Reasons);
        Assert.Empty(habit.With);
    }

    [Fact]
    public void An_answer_that_was_not_asked_or_is_unknown_is_not_no()
    {
        var history = Doc.Record(Doc.With(""" "history":{"overdose":null,"askedAboutKratom":false} """)).History;
        Assert.Null(history.Overdose);
        Assert.Null(history.OpioidUseDisorder);
        Assert.False(history.AskedAboutKratom);
    }

    [Fact]
    public void An_item_that_was_not_answered_is_not_zero()
    {
        var answers = Doc.Event<Answers>("answers", """ "instrument":"cows","items":{"1":0,"2":null} """);
        Assert.Equal(0m, answers.Items!["1"]);
        Assert.Null(answers.Items["2"]);
        Assert.False(answers.Items.ContainsKey("3"));
        Assert.Null(answers.Total);
    }

    [Theory]
    [InlineData("2.50", "2.50")]
    [InlineData("2.5", "2.5")]
    [InlineData("0.000", "0.000")]
    [InlineData("0.1", "0.1")]
    [InlineData("12.3456789012345678901234567", "12.3456789012345678901234567")]
    [InlineData("1e2", "100")]
    [InlineData("25E-1", "2.5")]
    public void A_decimal_keeps_its_digits(string written, string kept)
    {
        var record = Doc.Record(
            Doc.WithEvent("use", $$""" "product":{"kind":"tea"},"amount":{"value":{{written}},"unit":"glass"} """)
        );
        Assert.Contains(
            $"\"value\": {kept},",
            Encoding.UTF8.GetString(RecordFile.Write(record)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_kind_of_an_event_may_stand_anywhere_in_it()
    {
        var record = Doc.Record(Doc.With(""" "events":[{"text":"a","product":{"kind":"tea"},"kind":"use"}] """));
        Assert.Equal("a", Assert.IsType<Use>(record.Events[0]).Text);
    }

    [Fact]
    public void Words_of_any_script_are_kept_as_they_are()
    {
        const string Words = "Ein Löffel — ใบกระท่อม 🌿 <b>\"quoted\"</b> \\ \u0007";
        var record = new PersonRecord { Format = PersonRecord.CurrentFormat, Events = [new Note { Text = Words }] };
        var reading = RecordFile.Read(RecordFile.Write(record));
        Assert.Equal(Words, reading.Record!.Events[0].Text);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.NotNull(RecordFile.Read("\uFEFF{\"format\":\"coppice-record/1\"}"u8).Record);

    [Fact]
    public void What_is_written_ends_with_one_line_feed_and_has_no_carriage_returns()
    {
        var text = Encoding.UTF8.GetString(RecordFile.Write(new PersonRecord { Format = PersonRecord.CurrentFormat }));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void A_record_of_1800_events_is_read_and_written_whole()
    {
        var first = Golden.Record(Path.Combine("examples", "first-look.json"));
        var events = Enumerable.Range(0, 1800).Select(i => first.Events[i % first.Events.Count] with { Id = $"e{i}" });
        var bytes = RecordFile.Write(first with { Events = [.. events] });
        var reading = RecordFile.Read(bytes);
        Assert.Empty(reading.Problems);
        Assert.Equal(1800, reading.Record!.Events.Count);
        Assert.Equal(bytes, RecordFile.Write(reading.Record));
    }

    [Fact]
    public void A_document_larger_than_any_record_is_refused_unread() =>
        Assert.Equal(
            "$: expected at most 64 MiB; found 64 MiB and more",
            Assert.Single(RecordFile.Read(new byte[RecordFile.MaxBytes + 1]).Problems).ToString()
        );

    [Fact]
    public void A_record_of_more_events_than_can_be_is_refused()
    {
        var record = new PersonRecord
        {
            Format = PersonRecord.CurrentFormat,
            Events = [.. Enumerable.Repeat(new Note(), RecordCheck.MaxEvents + 1)],
        };
        Assert.Equal(
            "$.events: expected at most 200000 events; found 200001",
            Assert.Single(RecordFile.Read(RecordFile.Write(record)).Problems).ToString()
        );
        Assert.Empty(RecordCheck.Problems(record with { Events = [.. record.Events.Skip(1)] }));
    }

    [Fact]
    public void Problems_are_told_together_in_the_order_of_the_document()
    {
        var reading = Doc.Read(
            Doc.With(
                """ "now":"today","person":{"ageYears":"34","sex":"male"},"events":[{"kind":"note"},{"kind":"use"},{"at":1}] """
            )
        );
        Assert.Equal(
            ["$.now", "$.person.ageYears", "$.person.sex", "$.events[1].product", "$.events[2].kind"],
            reading.Problems.Select(p => p.Path)
        );
    }

    [Fact]
    public void A_person_is_told_a_hundred_problems_at_most() =>
        Assert.Equal(
            100,
            Doc.Read(Doc.With($"\"events\":[{string.Join(',', Enumerable.Repeat("7", 5000))}]")).Problems.Count
        );
}
