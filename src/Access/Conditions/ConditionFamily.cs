namespace Sluice.Access.Conditions;

/// <summary>What kind of values an operator compares, and what a key holds.</summary>
/// <remarks>Source: protocol, section 12.3.</remarks>
public enum ConditionFamily
{
    Text,
    Number,
    Date,
    Boolean,
    Address,
}
