using System.Globalization;
using Sluice.Cli.Configuration;
using Sluice.Engine;

namespace Sluice.Cli.Serving;

/// <summary>What a started server says about itself.</summary>
internal static class Banner
{
    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(Banner).Assembly.GetName().Version!.ToString(3);

    /// <param name="urls">Where it really listens.</param>
    /// <param name="isOpen">Whether it checks no signatures.</param>
    /// <param name="authorityPath">The certificate that clients of https have to trust; null when there is
    /// none of ours.</param>
    /// <param name="store">Where executions are stored; null when that is the data directory.</param>
    public static string Of(
        SluiceOptions options,
        IReadOnlyCollection<string> urls,
        bool isOpen,
        string? authorityPath = null,
        string? store = null)
    {
        var url = new Uri(urls.First());
        var access = options.Server.Authentication.Key is { } key
            ? $"Requests must be signed with the access key {key.Id}."
            : !isOpen ? "Requests must be signed with an access key of a user."
            : $"""
                This server is OPEN: it checks no signatures, and answers programs on this machine only.
                Point an SDK at endpoint {url.Authority}, protocol {url.Scheme}, with any keys, for example
                  access key id      sluice-dev
                  access key secret  sluice-dev-secret
                To have requests signed, set SLUICE_ACCESS_KEY_ID and SLUICE_ACCESS_KEY_SECRET.
                """;
        return $"""
            Sluice {Version} listens on {string.Join(" and ", urls)}, with data in {options.Data}.{(store is null ? "" : $"\nIts store is {store}.")}
            {access}{(authorityPath is null ? "" : "\n" + Trust(authorityPath))}
            """;
    }

    /// <summary>What a started server goes on with; null when that is nothing.</summary>
    public static string? Of(Recovery recovery)
    {
        if (recovery.IsEmpty)
        {
            return null;
        }

        var resting = recovery.InProgress - recovery.TakenUp;
        string[] parts =
        [
            Counted(recovery.InProgress, "execution in progress", "executions in progress") + Of(
                Counted(recovery.Calls, "call made again", "calls made again"),
                Counted(recovery.Timers, "timer set again", "timers set again"),
                Counted(resting, "at rest until its time or a report comes", "at rest until their time or a report comes")),
            Counted(recovery.MapRuns, "map run", "map runs"),
            Counted(recovery.Schedules, "schedule", "schedules"),
        ];
        return $"It goes on with {string.Join(", ", parts.Where(part => part.Length > 0))}.";
    }

    private static string Of(params string[] details)
    {
        var known = details.Where(detail => detail.Length > 0).ToList();
        return known.Count == 0 ? "" : $" ({string.Join(", ", known)})";
    }

    /// <returns>Empty for none.</returns>
    private static string Counted(long count, string one, string many) => count switch
    {
        <= 0 => "",
        1 => $"1 {one}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {many}"),
    };

    private static string Trust(string path) => $"""
        Its certificate is made by a local authority. Clients have to trust that: the file is
          {path}
        for example  NODE_EXTRA_CA_CERTS={path}  or  curl --cacert {path}
        """;
}
