using Sluice.Model;
using Sluice.Server.Admission;
using Sluice.Server.Routing;

namespace Sluice.Server.OwnApi;

/// <summary>The door of the own API, where the router mounts it.</summary>
internal sealed class OwnDoor(RouteTable routes, Limits limits, Guards guards, ILoggerFactory loggers) : IMount
{
    /// <summary>As policies call it.</summary>
    public const string Service = "sluice";

    private readonly Door _door = new(new OwnCodec(routes, limits, guards.Authenticator), guards, loggers.CreateLogger<Door>());

    /// <summary>What can be called.</summary>
    public IReadOnlyList<Resource> Resources => routes.Resources;

    public bool Takes(HttpRequest request) => OwnPath.IsOurs(request.Path);

    public Task AnswerAsync(HttpContext context, CancellationToken stopping) => _door.AnswerAsync(context, stopping);
}
