namespace Sluice.Events;

/// <summary>Something about events that cannot be: a code, and a sentence.</summary>
public sealed class EventException : Exception
{
    private EventException(string code, int httpStatus, string message)
        : base(message) => (Code, HttpStatus) = (code, httpStatus);

    public string Code { get; }

    public int HttpStatus { get; }

    /// <param name="field">The parameter or attribute that is wrong.</param>
    /// <param name="problem">Without a full stop.</param>
    public static EventException InvalidArgument(string field, string problem) =>
        new("InvalidArgument", 400, $"{field}: {problem}.");

    public static EventException BusNotExist(string bus, string allowed) => new(
        "EventBusNotExist", 404, $"There is no event bus '{bus}'; the setting events.buses has {allowed}. Add it there.");

    public static EventException BusEmpty(string bus) => new(
        "EventBusNotExist", 404, $"There is no event bus '{bus}' in this account yet: nobody has put an event on it or made a rule of it.");

    public static EventException RuleNotExist(string rule, string bus) =>
        new("EventRuleNotExist", 404, $"There is no rule '{rule}' on the event bus '{bus}'.");

    public static EventException TooLarge(int most) =>
        new("EventTooLarge", 400, $"The event has more than {most} bytes, the most that is taken.");

    public static EventException Full(string setting) => new(
        "ResourceThrottled",
        429,
        $"The logs of this account's event buses hold as much as the setting {setting} allows; older events go after events.keepDays.");
}
