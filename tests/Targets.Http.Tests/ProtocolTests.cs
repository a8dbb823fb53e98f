using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Model.Json;
using Sluice.Workbench;
using static Sluice.Targets.Http.Tests.Tasks;

namespace Sluice.Targets.Http.Tests;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData(HttpProtocols.Http2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    public async Task The_newest_protocol_that_the_host_speaks_is_spoken(HttpProtocols spoken, string used)
    {
        using var trust = new OwnTrust();
        using var certificate = trust.Issue("127.0.0.1");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0, listener =>
        {
            listener.Protocols = spoken;
            listener.UseHttps(certificate);
        }));
        await using var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(context.Request.Protocol));
        await server.StartAsync();
        var url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        var result = await InvokeAsync(Get(url), new() { Connections = new() { Trusted = [trust.Authority] } });

        Assert.Equal(Text(used), ((JsonObject)result.Value.Value).Get("Body"));
    }
}
