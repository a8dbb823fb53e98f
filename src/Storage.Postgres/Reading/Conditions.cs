namespace Sluice.Storage.Postgres.Reading;

/// <summary>Conditions of a query that depends on what is asked, with the values they compare with.</summary>
/// <remarks>What is not asked for is not in the text, so that the planner sees what is.</remarks>
internal sealed class Conditions
{
    private readonly List<string> _all = [];
    private readonly List<object?> _values = [];

    public object?[] Values => [.. _values];

    public string Text => _all.Count == 0 ? "true" : string.Join(" AND ", _all);

    /// <returns>The parameter, such as <c>$3</c>.</returns>
    public string Bind(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    public void Add(string condition) => _all.Add(condition);

    /// <summary>Adds a condition that ends with a value, unless there is none.</summary>
    public void Add(string condition, object? value)
    {
        if (value is not null)
        {
            _all.Add($"{condition} {Bind(value)}");
        }
    }
}
