using System.Globalization;
using Sluice.Cli.Configuration;
using Sluice.Cli.Wording;
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
            ? Texts.FormatSignedByKey(key.Id)
            : !isOpen ? Texts.SignedByUsers
            : Texts.FormatServerOpen(url.Authority, url.Scheme);
        var at = string.Join(", ", urls);
        string?[] lines =
        [
            Texts.FormatListensOn(Version, at, options.Data),
            store is null ? null : Texts.FormatStoreIs(store),
            access,
            authorityPath is null ? null : Trust(authorityPath),
        ];
        return string.Join('\n', lines.OfType<string>());
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
            Counted(recovery.InProgress, Texts.InProgress, Texts.InProgressMany) + Of(
                Counted(recovery.Calls, Texts.CallAgain, Texts.CallsAgain),
                Counted(recovery.Timers, Texts.TimerAgain, Texts.TimersAgain),
                Counted(resting, Texts.AtRest, Texts.AtRestMany)),
            Counted(recovery.MapRuns, Texts.MapRun, Texts.MapRuns),
            Counted(recovery.Schedules, Texts.BannerSchedule, Texts.BannerSchedules),
        ];
        return Texts.FormatGoesOnWith(string.Join(", ", parts.Where(part => part.Length > 0)));
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

    private static string Trust(string path) => Texts.FormatTrustAuthority(path);
}
