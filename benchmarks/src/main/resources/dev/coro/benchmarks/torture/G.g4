grammar G;
prog: stat+ EOF;
stat: ID '=' expr ';' | 'if' '(' expr ')' stat ('else' stat)? | '{' stat* '}' | expr ';';
expr: expr ('*'|'/') expr | expr ('+'|'-') expr | expr '?' expr ':' expr | '(' expr ')' | ID '(' (expr (',' expr)*)? ')' | NUM | ID | STR;
ID: [a-zA-Z_][a-zA-Z_0-9]*; NUM: [0-9]+ ('.' [0-9]+)?; STR: '"' (~["\\] | '\\' .)* '"'; WS: [ \t\r\n]+ -> skip; C: '/*' .*? '*/' -> skip;
