using System.Text.Json;
using Sluice.Identity.Callers;
using Sluice.Identity.Logins;
using Sluice.Model;
using Sluice.Server.Answers;
using Sluice.Server.Logins;
using Sluice.Server.Operations;
using Sluice.Server.OwnApi;
using Sluice.Server.Permissions;

namespace Sluice.Server.Resources;

/// <summary>Logins of browsers.</summary>
/// <param name="sessions">Null on an open server, where nobody logs in.</param>
internal sealed class SessionResources(LoginSessions? sessions, LoginAttempts attempts)
{
    /// <summary>The cookie of a request, as a parameter: no client can send one of this name.</summary>
    private const string Token = "session token";

    public IEnumerable<Resource> All => [Login, Get, Logout, List, End];

    private Resource Login => new(
        "POST",
        "/session",
        new WideOperation<(string Id, string Secret, Origin Origin)>("Login", mutates: true)
        {
            IsForAnybody = true,
            Naming = ["accessKeyId"],
            Reading = (parameters, caller) => (
                parameters.Required("accessKeyId"), parameters.Required("accessKeySecret"), caller.Origin),
            Subject = _ => new Subject.DecidedInside(),
            Run = (request, _, answer, _) => Task.FromResult(Open(request, answer)),
        })
    {
        Summary = "Logs in a browser with an access key; the answer sets its cookie.",
        Body =
        [
            new Field("accessKeyId", Shape.Text, "Of a key that is enabled."),
            new Field("accessKeySecret", Shape.Text, "Its secret."),
        ],
        Answer = Shapes.Login,
    };

    private Resource Get => new("GET", "/session", new Operation<string?>("GetSession", mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => parameters.Optional(Token),
        Subject = _ => new Subject.DecidedInside(),
        Run = (token, caller, answer, _) =>
        {
            Write(answer, caller, token is null ? null : sessions?.Use(token)?.Session);
            return Task.CompletedTask;
        },
    })
    {
        TakesPermission = false,
        Summary = "Who calls, and in a browser the session that it is logged in with.",
        Answer = Shapes.Login,
        Cookies = [(BrowserLogins.Cookie, Token)],
    };

    private Resource Logout => new("DELETE", "/session", new WideOperation<(string? Token, bool IsSecure)>("Logout", mutates: true)
    {
        Naming = [],
        Reading = (parameters, caller) => (parameters.Optional(Token), caller.Origin.IsSecure),
        Subject = _ => new Subject.DecidedInside(),
        Run = (request, caller, _, _) =>
        {
            if (request.Token is { } token && sessions?.Use(token) is var (session, _))
            {
                sessions.TryEnd(caller, session.Id);
            }

            return Task.FromResult(new Besides { Cookie = BrowserLogins.Give(token: "", request.IsSecure) });
        },
    })
    {
        TakesPermission = false,
        Summary = "Logs this browser out.",
        Answer = Shapes.Nothing,
        Cookies = [(BrowserLogins.Cookie, Token)],
    };

    private Resource List => new("GET", "/sessions", new Operation<string?>("ListSessions", mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => parameters.Optional(Token),
        Subject = _ => new Subject.DecidedInside(),
        Run = (token, caller, answer, _) =>
        {
            WriteAll(answer, caller, token is null ? null : sessions?.Use(token)?.Session.Id);
            return Task.CompletedTask;
        },
    })
    {
        TakesPermission = false,
        Summary = "The sessions of the caller, and for the owner of the account those of everybody in it.",
        Answer = Shape.PageOf(Shapes.ListedLogin),
        Cookies = [(BrowserLogins.Cookie, Token)],
    };

    private Resource End => new("DELETE", "/sessions/{id}", new Operation<string>("EndSession", mutates: true)
    {
        Naming = ["id"],
        Reading = (parameters, _) => parameters.Required("id"),
        Subject = _ => new Subject.DecidedInside(),
        Run = (id, caller, _, _) => sessions?.TryEnd(caller, id) == true
            ? Task.CompletedTask
            : throw ApiException.Refused(404, "NotFound", $"There is no session '{Excerpt.Of(id)}' that you could end."),
    })
    {
        TakesPermission = false,
        Summary = "Ends a session of the list.",
        Answer = Shapes.Nothing,
    };

    private Besides Open((string Id, string Secret, Origin Origin) request, Utf8JsonWriter answer)
    {
        if (sessions is null)
        {
            Write(answer, Caller.Open, session: null);
            return new Besides();
        }

        attempts.Count(request.Origin.Address);
        var (session, token) = sessions.Open(request.Id, request.Secret, request.Origin.Address);
        Write(answer, sessions.Use(token)!.Value.Caller, session);
        return new Besides { Cookie = BrowserLogins.Give(token, request.Origin.IsSecure) };
    }

    private void Write(Utf8JsonWriter json, Caller caller, LoginSession? session)
    {
        json.WriteBoolean("isOpen"u8, sessions is null);
        json.WriteString("account"u8, caller.Account.Value);
        json.WriteString("caller"u8, caller.Arn);
        json.WriteBoolean("isOwner"u8, caller.Grants.IsOwner);
        json.WriteString("accessKeyId"u8, caller.AccessKeyId);
        if (session is not null)
        {
            json.WriteString("id"u8, session.Id);
            json.WriteString("csrfToken"u8, session.CsrfToken);
            Times.Write(json, "expires"u8, session.Expires);
        }
    }

    private void WriteAll(Utf8JsonWriter json, Caller caller, string? own)
    {
        json.WriteStartArray("items"u8);
        foreach (var session in sessions?.Of(caller) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("id"u8, session.Id);
            json.WriteString("caller"u8, session.Arn);
            json.WriteString("accessKeyId"u8, session.AccessKeyId);
            json.WriteString("address"u8, session.Address?.ToString() ?? "");
            Times.Write(json, "started"u8, session.Started);
            Times.Write(json, "seen"u8, session.Seen);
            Times.Write(json, "expires"u8, session.Expires);
            json.WriteBoolean("isThis"u8, session.Id == own);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNull("next"u8);
    }
}
