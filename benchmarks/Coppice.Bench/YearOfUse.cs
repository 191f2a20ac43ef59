using Coppice.Record;
using NodaTime;

namespace Coppice.Bench;

/// <summary>Made-up records for measuring: four uses a day, a SOWS and a PHQ-9 a week, cravings; about 1,800 events in a year.</summary>
internal static class YearOfUse
{
    private static readonly DateTimeZone Home = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static readonly LocalDate Last = new(2026, 3, 20);

    public static Instant Now { get; } = Last.At(new LocalTime(12, 0)).InZoneStrictly(Home).ToInstant();

    /// <summary>A record of so many days; the seed varies amounts, times and answers.</summary>
    public static PersonRecord Make(int days, int seed)
    {
        var state = unchecked((uint)seed * 2654435761u) | 1u;
        var events = new List<Event>();
        for (var ago = days; ago >= 1; ago--)
        {
            var day = Last.PlusDays(-ago);
            for (var i = 0; i < 4; i++)
            {
                events.Add(
                    new Use
                    {
                        At = At(day, 7 + (i * 4), (int)(Next(ref state) % 60)),
                        Product = new Product { Kind = ProductKind.LeafPowder },
                        Amount = new Amount(3 + (Next(ref state) % 5 * 0.5m), AmountUnit.GLeaf),
                        Reasons = [i == 0 ? UseReason.PreventWithdrawal : UseReason.Energy],
                    }
                );
            }

            if (ago % 7 == 0)
            {
                events.Add(Answered("sows", 16, 5, day, ref state));
                events.Add(Answered("phq9", 9, 4, day, ref state));
            }

            if (ago % 3 != 0)
            {
                events.Add(
                    new Craving
                    {
                        At = At(day, 21, 0),
                        Intensity = Next(ref state) % 11,
                        Trigger = "evening",
                    }
                );
            }
        }

        return new PersonRecord
        {
            Format = PersonRecord.CurrentFormat,
            Id = $"made-up-{seed}",
            Now = At(Last, 12, 0),
            Person = new Person { AgeYears = 35, TimeZone = Home.Id },
            Events = events,
        };
    }

    private static Answers Answered(string instrument, int items, uint values, LocalDate day, ref uint state)
    {
        var answers = new Dictionary<string, decimal?>();
        for (var i = 1; i <= items; i++)
        {
            answers.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture), Next(ref state) % values);
        }

        return new Answers
        {
            At = At(day, 20, 0),
            Instrument = instrument,
            Items = answers,
        };
    }

    private static EventTime At(LocalDate day, int hour, int minute) =>
        EventTime.AtMoment(day.At(new LocalTime(hour, minute)).InZoneLeniently(Home));

    private static uint Next(ref uint state)
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
}
