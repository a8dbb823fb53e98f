using System.Diagnostics.CodeAnalysis;

namespace Sluice.Schedules;

/// <summary>The instants at which a schedule fires. Never closer than a minute to each other.</summary>
/// <remarks>Source: runtime, section 5; API reference, section 9.2.</remarks>
public abstract class Recurrence
{
    private const int LongestText = 512;

    private protected Recurrence()
    {
    }

    /// <summary>The zone whose clocks it goes by.</summary>
    public virtual TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

    /// <summary>Reads <c>@every 5m</c>, or six cron fields with or without <c>CRON_TZ=Zone</c> before them.</summary>
    /// <param name="problem">What is wrong and what would be right, in words that follow "CronExpression: ".</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Recurrence? recurrence, [NotNullWhen(false)] out string? problem)
    {
        recurrence = null;
        problem = null;
        if (text.Length > LongestText)
        {
            problem = $"it has more than {LongestText} characters";
            return false;
        }

        try
        {
            recurrence = text.TrimStart().StartsWith("@every", StringComparison.Ordinal)
                ? EveryMinutes.Parse(text)
                : CronRecurrence.Parse(text);
            return true;
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return false;
        }
    }

    /// <summary>The first instant after another one, to the second.</summary>
    /// <param name="anchor">When the schedule began to count; intervals are counted from it.</param>
    /// <returns>Null when there is none within forty years.</returns>
    public abstract DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset anchor);
}
