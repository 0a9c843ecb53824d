import { expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { Template } from '../../../../sim/deploy/template.ts';
import { deployment } from './deployment.ts';

const isHere: Json = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] };
const isThere: Json = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] };

const under = (condition: Json) =>
  new Template(
    parseTemplate({
      Conditions: {
        Asked: condition,
        IsHere: isHere,
        Round: { Condition: 'Again' },
        Again: { Condition: 'Round' },
      },
      Resources: {
        Kept: { Type: 'AWS::SNS::Topic' },
        Asked: { Type: 'AWS::SNS::Topic', Condition: 'Asked' },
      },
    }),
    deployment,
  ).ofType('AWS::SNS::Topic');

test.each<{ given: string; condition: Json; stays: boolean }>([
  { given: 'Equals, equal', condition: isHere, stays: true },
  { given: 'Equals, not equal', condition: isThere, stays: false },
  { given: 'Equals of lists', condition: { 'Fn::Equals': [['a'], ['a']] }, stays: true },
  { given: 'Not', condition: { 'Fn::Not': [isThere] }, stays: true },
  { given: 'And, all true', condition: { 'Fn::And': [isHere, { 'Fn::Not': [isThere] }] }, stays: true },
  { given: 'And, one false', condition: { 'Fn::And': [isHere, isThere] }, stays: false },
  { given: 'Or, one true', condition: { 'Fn::Or': [isThere, isHere] }, stays: true },
  { given: 'Or, none true', condition: { 'Fn::Or': [isThere, isThere] }, stays: false },
  { given: 'another condition', condition: { Condition: 'IsHere' }, stays: true },
])('$given: the resource stays, $stays', ({ condition, stays }) =>
  expect(under(condition).map(({ logicalId }) => logicalId)).toEqual(stays ? ['Kept', 'Asked'] : ['Kept']),
);

test.each<{ given: string; condition: Json; message: string }>([
  {
    given: 'an unknown function',
    condition: { 'Fn::Contains': [['a'], 'a'] },
    message: 'Conditions.Asked: the simulator does not resolve Fn::Contains in a condition',
  },
  {
    given: 'one that is not there',
    condition: { Condition: 'Nowhere' },
    message: 'the template has no condition Nowhere',
  },
  { given: 'a circle', condition: { Condition: 'Round' }, message: 'condition Round depends on itself' },
  { given: 'no function', condition: 'yes', message: 'Conditions.Asked: expected one condition function' },
  {
    given: 'one value to compare',
    condition: { 'Fn::Equals': ['a'] },
    message: 'Conditions.Asked.Fn::Equals: expected two values',
  },
])('$given is refused', ({ condition, message }) => expect(() => under(condition)).toThrow(message));
