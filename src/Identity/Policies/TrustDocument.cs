using Sluice.Access;
using Sluice.Access.Reading;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Identity.Policies;

/// <summary>The trust policy of a role.</summary>
/// <param name="Text">Compact JSON.</param>
public sealed record TrustDocument(string Text, Policy Policy)
{
    /// <summary>What is not understood of one that was stored, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>One that was checked before it was stored, maybe by a release that let more pass.</summary>
    public static TrustDocument FromStored(string text)
    {
        var policy = StoredPolicy.Read(text, isTrust: true, out var problems);
        return new(text, policy) { Problems = problems };
    }

    /// <exception cref="ApiException"><c>InvalidArgument</c>, with all that is wrong.</exception>
    public static TrustDocument Parse(string parameter, JsonValue value)
    {
        var text = value.ToString();
        if (text.Length > PolicyList.DocumentCharacters)
        {
            throw ApiException.InvalidArgument(
                parameter, $"a policy document may have at most {PolicyList.DocumentCharacters} characters");
        }

        return PolicyReader.ReadTrust(value, out var problems) is { } policy
            ? new(text, policy)
            : throw ApiException.InvalidArgument(parameter, string.Join("; ", problems));
    }
}
