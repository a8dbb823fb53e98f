namespace Sluice.Access.Conditions;

/// <summary>One key of a condition: how it is compared, and with what.</summary>
/// <param name="Key">Such as <c>acs:SourceIp</c>.</param>
/// <param name="Values">Any of them is enough; for a negated operator none of them may match.</param>
public sealed record PolicyCondition(ConditionOperator Operator, string Key, IReadOnlyList<string> Values)
{
    /// <remarks>A key that the request does not have fails the operator, and satisfies a negated one. Source:
    /// protocol, section 12.3.</remarks>
    public bool Holds(IReadOnlyDictionary<string, string> context) =>
        (context.TryGetValue(Key, out var actual) && Values.Any(value => Operator.Compare(actual, value)))
        != Operator.IsNegated;
}
