using Sluice.Model;
using Sluice.Model.Names;

namespace Sluice.Storage;

/// <summary>Which executions of an account to list, of all its live flows. All conditions must hold; null leaves one out.</summary>
/// <remarks>
/// What is listed is true at the moment of the answer. Texts are compared ordinally. Children of map runs are left out, but for
/// <see cref="MapChildren"/>.
/// </remarks>
public sealed record ExecutionSearch
{
    public required AccountId Account { get; init; }

    /// <summary>1 or more.</summary>
    public required int Limit { get; init; }

    /// <summary>Only this flow, which must be the account's and live: else nothing is found.</summary>
    public long? FlowId { get; init; }

    public ExecutionStatus? Status { get; init; }

    /// <summary>Earliest start, inclusive, Unix milliseconds.</summary>
    public long? StartedFrom { get; init; }

    /// <summary>Latest start, inclusive, Unix milliseconds.</summary>
    public long? StartedTo { get; init; }

    /// <summary>The whole name.</summary>
    public string? Name { get; init; }

    /// <summary>Any text; no character has a special meaning.</summary>
    public string? NamePrefix { get; init; }

    /// <inheritdoc cref="ExecutionRow.FailedState"/>
    public string? FailedState { get; init; }

    /// <inheritdoc cref="ExecutionRow.Error"/>
    public string? Error { get; init; }

    /// <inheritdoc cref="ExecutionRow.Retrying"/>
    public bool Retrying { get; init; }

    /// <inheritdoc cref="ExecutionRow.Waiting"/>
    public bool Waiting { get; init; }

    /// <summary>Children of map runs too; only with <see cref="Retrying"/> or <see cref="Waiting"/>.</summary>
    public bool MapChildren { get; init; }

    /// <summary>Values that were taken from the input under the search keys of the flow.</summary>
    public IReadOnlyList<SearchValue> Keys { get; init; } = [];

    /// <summary>What the page before gave as <see cref="ExecutionPage.Next"/>; the list goes on behind it.</summary>
    public ExecutionPlace? After { get; init; }

    /// <exception cref="ArgumentException">The conditions contradict what may be asked together.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        if (MapChildren && !Retrying && !Waiting)
        {
            throw new ArgumentException("Children of map runs are found only by what they wait for.", nameof(MapChildren));
        }
    }
}

/// <summary>A place in a search: newest first, <c>Started</c> descending, then number descending.</summary>
public readonly record struct ExecutionPlace(long Started, ExecutionId Id) : IComparable<ExecutionPlace>
{
    public int CompareTo(ExecutionPlace other) => (Started, Id).CompareTo((other.Started, other.Id));
}

/// <summary>A page of a search. Rows are without input and output.</summary>
/// <param name="Rows">
/// At most as many as asked for, one that is damaged among them with <see cref="ExecutionRow.Damage"/>. It may be fewer, and
/// none, though others are to come: a store looks at so many executions for a page and not at more.
/// </param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ExecutionPage(IReadOnlyList<ExecutionRow> Rows, ExecutionPlace? Next);

/// <summary>How many executions a search finds.</summary>
/// <param name="Count">Those that there are at least.</param>
/// <param name="IsExact">Whether there are no more.</param>
public readonly record struct ExecutionCount(long Count, bool IsExact);

/// <summary>A value of an execution's input, under the name of the search key that led to it.</summary>
/// <param name="Value">At most <see cref="LongestValue"/> bytes of UTF-8.</param>
public readonly record struct SearchValue(string Name, string Value)
{
    public const int LongestValue = 256;

    /// <summary>Of one flow.</summary>
    public const int MostKeys = 10;
}
