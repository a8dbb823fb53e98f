using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Paging;

/// <summary>A list that is answered page by page: how a page is asked for, and how it is written.</summary>
/// <typeparam name="T">Where a page begins; null from the beginning.</typeparam>
/// <param name="member">The answer's member that holds the items, such as <c>Flows</c>.</param>
/// <param name="most">Items of one page at most.</param>
/// <param name="usual">Items of a page when no limit is asked for.</param>
/// <remarks>Source: API reference, section 4.3.</remarks>
internal sealed class PagedList<T>(string member, PageToken<T> tokens, int most, int usual = 60)
{
    /// <summary>The parameter <c>NextToken</c>.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>: not a token of this list.</exception>
    public T? Place(Parameters parameters) => parameters.Optional("NextToken") is { } token
        ? tokens.Read(token) ?? throw ApiException.InvalidArgument(
            "NextToken", $"'{Excerpt.Of(token)}' is not a token that this operation gave out; begin without one")
        : default;

    /// <summary>The parameter <c>Limit</c>.</summary>
    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public int Limit(Parameters parameters) => parameters.Integer("Limit", least: 1, most, absent: usual);

    /// <summary>Writes items as objects, and the token of the next page where there is one.</summary>
    /// <param name="next">Where it begins; null when this is the last one.</param>
    /// <param name="writeMembers">Writes what stands in the object of an item.</param>
    public void Write<TItem>(
        Utf8JsonWriter answer, IEnumerable<TItem> items, T? next, Action<Utf8JsonWriter, TItem> writeMembers) =>
        WriteValues(answer, items, next, (json, item) =>
        {
            json.WriteStartObject();
            writeMembers(json, item);
            json.WriteEndObject();
        });

    /// <summary>The same with items that are written whole.</summary>
    public void WriteValues<TItem>(
        Utf8JsonWriter answer, IEnumerable<TItem> items, T? next, Action<Utf8JsonWriter, TItem> write)
    {
        answer.WriteStartArray(member);
        foreach (var item in items)
        {
            write(answer, item);
        }

        answer.WriteEndArray();
        if (next is not null)
        {
            answer.WriteString("NextToken"u8, tokens.Write(next));
        }
    }
}
