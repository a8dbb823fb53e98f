using Sluice.Access;
using Sluice.Access.Reading;
using Sluice.Model.Json;

namespace Sluice.Identity.Policies;

/// <summary>Policy documents that were checked before they were stored, maybe by a release that let more pass.</summary>
internal static class StoredPolicy
{
    /// <summary>The document as far as it is understood: see <see cref="PolicyReader.ReadStored"/>.</summary>
    /// <param name="problems">What is not, one sentence each.</param>
    public static Policy Read(string text, bool isTrust, out IReadOnlyList<string> problems)
    {
        if (!JsonReading.TryParse(text, out var document, out var broken))
        {
            problems = [broken];
            return new Policy([PolicyStatement.DeniesAll]);
        }

        var policy = PolicyReader.ReadStored(document, isTrust, out var found);
        problems = [.. found.Select(problem => problem.ToString())];
        return policy;
    }
}
