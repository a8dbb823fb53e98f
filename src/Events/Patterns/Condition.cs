using System.Net;
using Sluice.Model.Json;

namespace Sluice.Events.Patterns;

/// <summary>One condition of a list. Of a list in the event, one element must fulfil it.</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    /// <param name="value">Null when there is none at this place.</param>
    public bool Holds(JsonValue? value) => this switch
    {
        Exists exists => exists.IsThere == value is not null,
        _ when value is null => false,
        _ when value is JsonArray list => HoldsOfOne(list),
        _ => HoldsOf(value),
    };

    protected abstract bool HoldsOf(JsonValue value);

    private bool HoldsOfOne(JsonArray list)
    {
        foreach (var item in list.Items)
        {
            if (Holds(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value is just this one.</summary>
    public sealed record Exact(JsonValue Wanted) : Condition
    {
        protected override bool HoldsOf(JsonValue value) => value.Equals(Wanted);
    }

    public sealed record Prefix(string Text) : Condition
    {
        protected override bool HoldsOf(JsonValue value) =>
            value is JsonString text && text.Value.StartsWith(Text, StringComparison.Ordinal);
    }

    public sealed record Suffix(string Text) : Condition
    {
        protected override bool HoldsOf(JsonValue value) =>
            value is JsonString text && text.Value.EndsWith(Text, StringComparison.Ordinal);
    }

    /// <summary>Whether there is a value, whichever.</summary>
    public sealed record Exists(bool IsThere) : Condition
    {
        protected override bool HoldsOf(JsonValue value) => IsThere;
    }

    /// <summary>There is a value, and none of these holds of it.</summary>
    public sealed record AnythingBut(IReadOnlyList<Condition> Unwanted) : Condition
    {
        protected override bool HoldsOf(JsonValue value) => !Unwanted.Any(condition => condition.HoldsOf(value));
    }

    /// <summary>A number within all of these bounds.</summary>
    public sealed record Numeric(IReadOnlyList<(string Operator, JsonNumber Bound)> Bounds) : Condition
    {
        public static IReadOnlyList<string> Operators { get; } = ["=", "<", "<=", ">", ">="];

        protected override bool HoldsOf(JsonValue value) => value is JsonNumber number && Bounds.All(bound =>
        {
            var order = number.CompareTo(bound.Bound);
            return bound.Operator switch
            {
                "=" => order == 0,
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
        });
    }

    /// <summary>An IP address of a network.</summary>
    public sealed record Cidr(IPNetwork Network) : Condition
    {
        protected override bool HoldsOf(JsonValue value) =>
            value is JsonString text && IPAddress.TryParse(text.Value, out var address) && Network.Contains(address);
    }
}
