using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Paging;
using Sluice.Server.Wire;

namespace Sluice.Server.OwnApi;

/// <summary>A list of the own API, which is answered page by page: <c>limit</c> and <c>after</c>, <c>items</c> and
/// <c>next</c>.</summary>
/// <typeparam name="T">Where a page begins; null from the beginning.</typeparam>
/// <param name="most">Items of one page at most.</param>
/// <param name="usual">Items of a page when no limit is asked for.</param>
internal sealed class OwnPage<T>(PageToken<T> tokens, int most, int usual)
{
    /// <summary>The two parameters, for an resource's description.</summary>
    public IReadOnlyList<Field> Fields { get; } =
    [
        new Field("limit", Shape.Whole, $"Items of the page, 1 to {most}; {usual} when it is left out.").OrNone,
        new Field("after", Shape.Text, "Where the page begins: what the page before said in 'next'.").OrNone,
    ];

    /// <exception cref="ApiException"><c>InvalidArgument</c>: it was not given out by this list.</exception>
    public T? Place(Parameters parameters) => parameters.Optional("after") is { } token
        ? tokens.Read(token) ?? throw ApiException.InvalidArgument(
            "after", $"'{Excerpt.Of(token)}' is not a 'next' of this list; begin without one")
        : default;

    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public int Limit(Parameters parameters) => parameters.Integer("limit", least: 1, most, absent: usual);

    /// <summary>Writes as many as the page may have.</summary>
    /// <param name="found">One more than that, where there are more.</param>
    /// <param name="placeOf">Where the page after an item begins.</param>
    /// <inheritdoc cref="Write"/>
    public void WriteFirst<TItem>(
        Utf8JsonWriter answer,
        IReadOnlyList<TItem> found,
        int limit,
        Func<TItem, T> placeOf,
        Action<Utf8JsonWriter, TItem> writeMembers) =>
        Write(answer, found.Take(limit), found.Count > limit ? placeOf(found[limit - 1]) : default, writeMembers);

    /// <param name="next">Where the next page begins; null when this is the last one.</param>
    /// <param name="writeMembers">Writes what stands in the object of an item.</param>
    public void Write<TItem>(
        Utf8JsonWriter answer, IEnumerable<TItem> items, T? next, Action<Utf8JsonWriter, TItem> writeMembers)
    {
        answer.WriteStartArray("items"u8);
        foreach (var item in items)
        {
            answer.WriteStartObject();
            writeMembers(answer, item);
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteString("next"u8, next is null ? null : tokens.Write(next));
    }
}
