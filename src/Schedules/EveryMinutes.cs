using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Schedules;

/// <summary><c>@every 90m</c>: one interval after the anchor, and then again and again.</summary>
/// <remarks>Hours (<c>1h30m</c>) are our own addition.</remarks>
internal sealed partial class EveryMinutes : Recurrence
{
    /// <summary>Ten years; our own bound, so that every sum fits.</summary>
    private const int Most = 5_256_000;

    private readonly TimeSpan _interval;

    private EveryMinutes(int minutes) => _interval = TimeSpan.FromMinutes(minutes);

    /// <exception cref="FormatException">Not of that form; the message says what is wrong.</exception>
    public static EveryMinutes Parse(string text)
    {
        var match = Form().Match(text);
        var minutes = (60 * Number(match.Groups["hours"])) + Number(match.Groups["minutes"]);
        return match.Success && minutes is >= 1 and <= Most
            ? new EveryMinutes((int)minutes)
            : throw new FormatException(
                $"after @every there must be whole minutes, from '@every 1m' to '@every {Most}m'");
    }

    public override DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset anchor)
    {
        var passed = Math.Max(0, (after - anchor).Ticks / _interval.Ticks);
        return anchor.UtcTicks <= DateTimeOffset.MaxValue.UtcTicks - ((passed + 1) * _interval.Ticks)
            ? anchor + ((passed + 1) * _interval)
            : null;
    }

    private static long Number(Group digits) =>
        digits.Success ? long.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\A\s*@every\s+(?=[0-9])(?:(?<hours>[0-9]{1,9})h)?(?:(?<minutes>[0-9]{1,9})m)?\s*\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
