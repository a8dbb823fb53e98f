using Sluice.Access;
using Sluice.Access.Reading;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Identity.Policies;

/// <summary>Policies as they were attached, and as they are understood.</summary>
/// <param name="Texts">Names of ready-made policies, and documents as compact JSON text.</param>
public sealed record PolicyList(IReadOnlyList<string> Texts, IReadOnlyList<Policy> Policies)
{
    /// <summary>Most policies of one user or role; our own.</summary>
    public const int Most = 20;

    /// <summary>Longest policy document; the vendor's for custom policies.</summary>
    public const int DocumentCharacters = 6144;

    public static PolicyList Empty { get; } = new([], []);

    /// <summary>What is not understood of one that was stored, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <param name="parameter">Where it comes from, for sentences.</param>
    /// <exception cref="ApiException"><c>InvalidArgument</c>, with all that is wrong.</exception>
    public static PolicyList Parse(string parameter, JsonValue value)
    {
        if (value is not JsonArray { Count: <= Most } array)
        {
            throw ApiException.InvalidArgument(
                parameter, $"it must be an array of at most {Most} names and policy documents");
        }

        var (texts, policies) = (new List<string>(), new List<Policy>());
        foreach (var item in array.Items)
        {
            texts.Add(item is JsonString name ? name.Value : item.ToString());
            policies.Add(One($"{parameter}[{policies.Count}]", item));
        }

        return new(texts, policies);
    }

    /// <summary>One that was checked before it was stored, maybe by a release that let more pass.</summary>
    public static PolicyList FromStored(IReadOnlyList<string> texts)
    {
        var (policies, problems) = (new List<Policy>(), new List<string>());
        foreach (var text in texts)
        {
            policies.Add(Stored(text, out var found));
            problems.AddRange(found);
        }

        return new(texts, policies) { Problems = problems };
    }

    private static Policy Stored(string text, out IReadOnlyList<string> problems)
    {
        if (text.StartsWith('{'))
        {
            return StoredPolicy.Read(text, isTrust: false, out problems);
        }

        var known = ReadyMade.Find(text);
        problems = known is null ? [$"there is no policy '{Excerpt.Of(text)}'"] : [];
        return known ?? new Policy([]);
    }

    private static Policy One(string parameter, JsonValue item)
    {
        if (item is JsonString name)
        {
            return ReadyMade.Find(name.Value) ?? throw ApiException.InvalidArgument(
                parameter,
                $"there is no policy '{Excerpt.Of(name.Value)}'; known are {string.Join(", ", ReadyMade.Names)}");
        }

        if (item.ToString().Length > DocumentCharacters)
        {
            throw ApiException.InvalidArgument(
                parameter, $"a policy document may have at most {DocumentCharacters} characters");
        }

        return PolicyReader.Read(item, out var problems)
            ?? throw ApiException.InvalidArgument(parameter, string.Join("; ", problems));
    }
}
