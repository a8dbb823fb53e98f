namespace Sluice.Server.Routing;

/// <summary>Gives each request to what answers it.</summary>
/// <param name="mounts">The first that takes a request answers it.</param>
/// <param name="rest">Answers what none of them takes.</param>
/// <param name="stopping">Cancelled when the server is about to stop.</param>
internal sealed class Router(IReadOnlyList<IMount> mounts, IResponder rest, CancellationToken stopping)
{
    private readonly IMount[] _mounts = [.. mounts];

    public Task AnswerAsync(HttpContext context) => Find(context.Request).AnswerAsync(context, stopping);

    private IResponder Find(HttpRequest request)
    {
        foreach (var mount in _mounts)
        {
            if (mount.Takes(request))
            {
                return mount;
            }
        }

        return rest;
    }
}
