// The vendor's clients, each under each scheme it can sign with, behind one way of calling:
// client.call('DescribeFlow', { Name: 'orders' }) gives the answer's members, or throws what the client throws.

import { createRequire } from 'node:module';

import { keys } from './server.mjs';

const require = createRequire(import.meta.url);
const FnfClient = require('@alicloud/fnf-2019-03-15');
const { RPCClient } = require('@alicloud/pop-core');
const openapiClient = require('@alicloud/openapi-client');
const openapiCore = require('@alicloud/openapi-core');
const teaUtil = require('@alicloud/tea-util');
const darabonba = require('@darabonba/typescript');

/** What an API is called by. */
export const flows = { version: '2019-03-15', path: '/' };
export const sts = { version: '2015-04-01', path: '/' };
export const administration = { version: 'v1', path: '/sluice/v1' };

// Above the longest poll; the clients would give up after three seconds, connecting and reading alike.
const patience = { readTimeout: 70_000, connectTimeout: 70_000 };

const reads = new Set([
  'DescribeFlow', 'ListFlows', 'DescribeExecution', 'ListExecutions', 'GetExecutionHistory',
  'ListFlowVersions', 'DescribeFlowAlias', 'ListFlowAliases', 'DescribeSchedule', 'ListSchedules', 'DescribeMapRun',
]);

const method = (operation) => (reads.has(operation) ? 'GET' : 'POST');

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {(endpoint: string, key?: {id: string, secret: string, token?: string}, api?: object) => {call: Function}} connect
 * @property {(error: Error) => {code: string, status: number, requestId: string, message: string}} refusal
 *   What a program sees of an error answer, wherever this client keeps it.
 */

/** @type {Kind[]} */
export const kinds = [
  {
    name: 'fnf SDK on pop-core, RPC v1',
    connect: (endpoint, key = keys) => {
      const client = new FnfClient(popConfig(endpoint, key, flows));
      return {
        call: (operation, parameters = {}) =>
          client[operation[0].toLowerCase() + operation.slice(1)](parameters, { ...patience }),
      };
    },
    refusal: popRefusal,
  },
  {
    name: 'pop-core, RPC v1, everything by GET',
    connect: (endpoint, key = keys, api = flows) => pop(endpoint, key, api, () => 'GET'),
    refusal: popRefusal,
  },
  {
    name: 'pop-core, RPC v1, everything by POST',
    connect: (endpoint, key = keys, api = flows) => pop(endpoint, key, api, () => 'POST'),
    refusal: popRefusal,
  },
  ...['ACS3-HMAC-SHA256', 'v2'].flatMap((algorithm) => [
    {
      name: `openapi-client, ${schemeName(algorithm)}`,
      connect: (endpoint, key = keys, api = flows) => openapi(
        { Client: openapiClient.default, ...openapiClient, RuntimeOptions: teaUtil.RuntimeOptions },
        endpoint, key, api, algorithm),
      refusal: openapiRefusal,
    },
    {
      name: `openapi-core, ${schemeName(algorithm)}`,
      connect: (endpoint, key = keys, api = flows) => openapi(
        { Client: openapiCore.default, ...openapiCore.$OpenApiUtil, RuntimeOptions: darabonba.RuntimeOptions },
        endpoint, key, api, algorithm),
      refusal: openapiRefusal,
    },
  ]),
];

/** The one to use where the client is not the subject. */
export const connect = kinds.find((kind) => kind.name === 'openapi-core, ACS3').connect;

/** What the libraries call v2 is RPC v1. */
function schemeName(algorithm) {
  return algorithm === 'v2' ? 'RPC v1' : 'ACS3';
}

function popConfig(endpoint, key, api) {
  return {
    endpoint: `http://${endpoint}${api.path === '/' ? '' : api.path}`,
    accessKeyId: key.id,
    accessKeySecret: key.secret,
    securityToken: key.token,
    apiVersion: api.version,
  };
}

function pop(endpoint, key, api, verb) {
  const client = new RPCClient(popConfig(endpoint, key, api));
  return {
    call: (operation, parameters = {}) =>
      client.request(operation, parameters, { method: verb(operation), ...patience }),
  };
}

function popRefusal(error) {
  return {
    code: error.code,
    status: error.entry?.response?.statusCode,
    requestId: error.data?.RequestId,
    message: error.message,
  };
}

/** Generated SDKs are thin: they place parameters in query or form, and call this. */
function openapi(library, endpoint, key, api, algorithm) {
  const client = new library.Client(new library.Config({
    accessKeyId: key.id,
    accessKeySecret: key.secret,
    securityToken: key.token,
    endpoint,
    protocol: 'http',
    signatureAlgorithm: algorithm,
  }));
  return {
    call: async (operation, parameters = {}) => {
      const answer = await client.callApi(
        new library.Params({
          action: operation,
          version: api.version,
          protocol: 'http',
          pathname: api.path,
          method: method(operation),
          authType: 'AK',
          style: 'RPC',
          reqBodyType: 'formData',
          bodyType: 'json',
        }),
        new library.OpenApiRequest(place(operation, parameters)),
        new library.RuntimeOptions({ ...patience }));
      return answer.body;
    },
  };
}

/** Reads go by query, writes by form; a task token goes by query even then. */
function place(operation, parameters) {
  if (reads.has(operation)) {
    return { query: texts(parameters) };
  }

  const { TaskToken, ...rest } = parameters;
  return { query: TaskToken === undefined ? {} : { TaskToken }, body: texts(rest) };
}

function texts(parameters) {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, `${value}`]));
}

function openapiRefusal(error) {
  return {
    code: error.code,
    status: error.statusCode ?? error.data?.statusCode,
    requestId: error.data?.RequestId,
    message: error.message,
  };
}
