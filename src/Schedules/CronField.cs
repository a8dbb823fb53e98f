using System.Globalization;

namespace Sluice.Schedules;

/// <summary>One field of a cron expression: which numbers it takes, and how they may be written.</summary>
internal sealed record CronField(string Name, int Least, int Most)
{
    public static CronField Seconds { get; } = new("seconds", 0, 59);

    public static CronField Minutes { get; } = new("minutes", 0, 59);

    public static CronField Hours { get; } = new("hours", 0, 23);

    public static CronField DayOfMonth { get; } = new("day of month", 1, 31) { MayBeQuestion = true };

    public static CronField Month { get; } = new("month", 1, 12)
    {
        Names = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    };

    /// <remarks>1 is Monday and 7 Sunday; 0 is Sunday too.</remarks>
    public static CronField DayOfWeek { get; } = new("day of week", 0, 7)
    {
        Names = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
        MayBeQuestion = true,
        HasSteps = false,
    };

    private IReadOnlyList<string> Names { get; init; } = [];

    private bool MayBeQuestion { get; init; }

    private bool HasSteps { get; init; } = true;

    /// <summary>A lone number, as the seconds must be.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public int ParseNumber(string text) => Number(text);

    /// <summary>The numbers that a field names, as bits.</summary>
    /// <exception cref="FormatException">The text is no such field; the message says what is wrong.</exception>
    public ulong Parse(string text) => text == "?" && MayBeQuestion
        ? Range(Least, Most, 1)
        : text.Split(',').Aggregate(0UL, (bits, item) => bits | Item(item));

    /// <summary>Whether the text leaves the field open.</summary>
    public static bool IsOpen(string text) => text is "*" or "?";

    private ulong Item(string item)
    {
        var slash = item.IndexOf('/');
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : Step(item[(slash + 1)..]);
        if (range == "*")
        {
            return Range(Least, Most, step);
        }

        var dash = range.IndexOf('-');
        if (dash < 0)
        {
            var from = Number(range);
            return Range(from, slash < 0 ? from : Most, step);
        }

        var (first, last) = (Number(range[..dash]), Last(range[(dash + 1)..]));
        return first <= last
            ? Range(first, last, step)
            : throw Wrong($"the range '{item}' goes backwards; write it as two, parted by a comma");
    }

    /// <summary>The end of a range, where Sunday is the last day and not the first.</summary>
    private int Last(string text) => Number(text) is var last && this == DayOfWeek && last == 0 ? 7 : Number(text);

    private int Step(string text) =>
        !HasSteps ? throw Wrong("it has no steps ('/')")
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step >= 1 && step <= Most
            ? step
            : throw Wrong($"the step '{text}' is not a whole number from 1 to {Most}");

    private int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= Least && number <= Most)
        {
            return number;
        }

        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i].Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return i + (this == Month ? 1 : 0);
            }
        }

        var names = Names.Count == 0 ? "" : $" or one of {string.Join(", ", Names)}";
        throw Wrong($"'{text}' is not a number from {Least} to {Most}{names}");
    }

    private static ulong Range(int first, int last, int step)
    {
        var bits = 0UL;
        for (var number = first; number <= last; number += step)
        {
            bits |= 1UL << number;
        }

        return bits;
    }

    private FormatException Wrong(string problem) => new($"in the field {Name}, {problem}");
}
