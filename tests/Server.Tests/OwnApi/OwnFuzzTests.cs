using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Model;
using Sluice.Server.OwnApi;
using Sluice.Server.Tests.Admission;
using Sluice.Server.Tests.Wire;

namespace Sluice.Server.Tests.OwnApi;

/// <summary>Nothing that can be sent makes the own API's door throw anything but the errors of the catalogue.</summary>
public sealed class OwnFuzzTests(AccessFixture server) : IClassFixture<AccessFixture>
{
    private static readonly string[] Scraps =
    [
        "", "{}", "[]", "{\"definition\":1}", "{\"definition\":\"Type: flow\"}", "{\"input\":{\"a\":[1,2]}}", "{\"a\":1,\"a\":2}",
        "{\"name\":\"\\ud800\"}", "name=x&name=y", "definition=%zz", "limit=5", "limit=-1", "after=Zmxvd3M6YQ", "after=%00", "%ff",
        "Signature=x", "AccessKeyId=a&Signature=b", "qualifier=1", "1",
        "{\"action\":\"stop\",\"filter\":{}}", "{\"action\":\"rerun\",\"filter\":{\"key.\":1},\"input\":[1]}", "{\"action\":\"stop\",\"filter\":{\"from\":\"x\"}}",
        "{\"action\":[],\"filter\":\"{\\\"flow\\\":\\\"a\\\"}\"}", "{\"action\":\"delete\",\"filter\":{\"name\":{\"a\":[{}]}}}", "{\"output\":[]}", "{\"output\":{\"a\":1}}",
        "{\"error\":\"\",\"cause\":1}", "1-1-1", "7fffffffffffffff-2147483647-1", "from=x&to=y&code=z", "99999999999999999999", "null", "\"", "{\"flow\":\"f\",\"pattern\":{\"a\":[{\"numeric\":[1]}]}}", "{\"flow\":\"f\",\"pattern\":{\"a\":[1]},\"input\":{\"b.$\":\"$Input[\"}}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"%\",\"type\":\"t\",\"data\":[[]]}", "[{\"specversion\":\"1.0\",\"id\":1}]", "..", "%2e%2e%2f", "a%2Fb", "%", "%4", "é", "\0",
    ];

    // Goal: no surprise. Method: any path, query and body through routing, decoding and the reading of parameters.
    [Fact]
    public void Any_request_is_read_or_refused()
    {
        var routes = new RouteTable(server.Resources);
        Prop.ForAll(Requests().ToArbitrary(), made =>
        {
            var context = new DefaultHttpContext();
            context.Features.Get<IHttpRequestFeature>()!.RawTarget = made.Path;
            context.Request.Method = made.Method;
            context.Request.QueryString = new QueryString("?" + made.Query);
            context.Request.ContentType = made.Type;
            try
            {
                var path = OwnPath.Of(context);
                var (resource, values) = routes.Find(made.Method, path, out _);
                var request = OwnRequests.Read(
                    context.Request, path, resource, values, Encoding.UTF8.GetBytes(made.Body), Limits.Default);
                resource.Operation.Read(request.Parameters, Identity.Callers.Caller.Open);
            }
            catch (ApiException e)
            {
                Assert.InRange(e.HttpStatus, 400, 499);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));
    }

    private Gen<(string Method, string Path, string Query, string Body, string Type)> Requests()
    {
        var paths = server.Resources.Select(resource => resource.Path).Append("/nowhere").ToArray();
        return
            from method in Gen.Elements("GET", "POST", "PUT", "DELETE", "PATCH", "get")
            from path in Gen.Elements(paths)
            from name in Some
            from query in Some
            from body in Some
            from type in Gen.Elements("application/json", "application/json; charset=x", "application/x-www-form-urlencoded", "text/plain", "", ";", "application/cloudevents+json", "application/cloudevents-batch+json")
            select (method, OwnPath.Prefix + path.Replace("{flow}", name).Replace("{name}", name).Replace("{id}", name).Replace("{batch}", name).Replace("{item}", name).Replace("{bus}", name).Replace("{rule}", name).Replace("{execution}", name), query, body, type);
    }

    private static Gen<string> Some => Gen.OneOf(Gen.Elements(Scraps), UrlEncodedTests.Texts.Generator);
}
