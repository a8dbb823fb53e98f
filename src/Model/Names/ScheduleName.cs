namespace Sluice.Model.Names;

/// <summary>The name of a schedule, unique within its flow.</summary>
/// <remarks>
/// A name that a caller chooses is checked by <see cref="Parse"/>. A name that is only looked up may be any text: then
/// the answer is "does not exist". Source: CreateSchedule, parameter ScheduleName; API reference, section 4.1.
/// </remarks>
public readonly record struct ScheduleName
{
    private ScheduleName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as chosen by a caller.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c> when the text is not such a name.</exception>
    public static ScheduleName Parse(string parameter, string text) => new(ResourceName.Check(parameter, text));

    /// <summary>A name to look up, whatever its shape.</summary>
    public static ScheduleName Lookup(string text) => new(text);

    public override string ToString() => Value;
}
