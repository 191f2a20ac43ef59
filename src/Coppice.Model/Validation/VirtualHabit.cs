namespace Coppice.Model.Validation;

/// <summary>Habits as the acceptance facts state them: doses at fixed hours for so many days.</summary>
internal static class VirtualHabit
{
    public const int Day = 24 * 60;

    /// <summary>Hours of the day for so many doses.</summary>
    public static double[] Hours(int dosesPerDay) =>
        dosesPerDay switch
        {
            1 => [8],
            2 => [8, 20],
            3 => [7, 14, 21],
            4 => [7, 12, 17, 22],
            5 => [7, 11, 15, 19, 22],
            _ => [7, 10, 13, 16, 19, 22],
        };

    /// <summary>The same doses every day.</summary>
    public static List<Dose> Daily(
        Input input,
        double perDay,
        int dosesPerDay,
        int days,
        int fromDay = 0,
        int content = -1
    )
    {
        var hours = Hours(dosesPerDay);
        var doses = new List<Dose>(days * hours.Length);
        for (var day = fromDay; day < fromDay + days; day++)
        {
            doses.AddRange(
                hours.Select(h => new Dose((day * Day) + (int)(h * 60), input, perDay / hours.Length, content))
            );
        }

        return doses;
    }
}
